package dev.siiwad.source.bbc;

/** A page is gone, or was answered but cannot be used. The message says why; the address is the caller's to add. */
final class BadPageException extends Exception {
    private static final long serialVersionUID = 1L;

    private enum Kind {
        OTHER,
        BROKEN,
        GONE
    }

    private final Kind kind;

    private BadPageException(String reason, Kind kind) {
        super(reason);
        this.kind = kind;
    }

    /** A page that is well, and not what is looked for. */
    static BadPageException of(String reason) {
        return new BadPageException(reason, Kind.OTHER);
    }

    /** A page that ought to be there, and is gone, refused, or not readable. */
    static BadPageException broken(String reason) {
        return new BadPageException(reason, Kind.BROKEN);
    }

    /** A page that the site says is not there. */
    static BadPageException gone(int status) {
        return new BadPageException("gone (" + status + ")", Kind.GONE);
    }

    /** Gone included. */
    boolean isBroken() {
        return kind != Kind.OTHER;
    }

    boolean isGone() {
        return kind == Kind.GONE;
    }
}
