package dev.siiwad.source.bbc;

/** A page is gone, or was answered but cannot be used. The message says why; the address is the caller's to add. */
final class BadPageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadPageException(String reason) {
        super(reason);
    }
}
