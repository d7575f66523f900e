package dev.siiwad.source.rows;

/** A value that makes its row unusable, though the file can be read on. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String excerpt;

    BadValueException(String reason, String excerpt) {
        super(reason);
        this.excerpt = excerpt;
    }

    /** The beginning of the value, for people. */
    String excerpt() {
        return excerpt;
    }
}
