package dev.siiwad.source.bbc;

/** A page is gone, or was answered but cannot be used. The message says why; the address is the caller's to add. */
final class BadPageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean broken;

    private BadPageException(String reason, boolean broken) {
        super(reason);
        this.broken = broken;
    }

    /** A page that is well, and not what is looked for. */
    static BadPageException of(String reason) {
        return new BadPageException(reason, false);
    }

    /** A page that ought to be there, and is gone, refused, or not readable. */
    static BadPageException broken(String reason) {
        return new BadPageException(reason, true);
    }

    boolean isBroken() {
        return broken;
    }
}
