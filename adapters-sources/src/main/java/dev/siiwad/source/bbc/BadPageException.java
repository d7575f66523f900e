package dev.siiwad.source.bbc;

/** A page was answered, but no article can be read from it. The message says why; the page's address is the caller's to add. */
final class BadPageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadPageException(String reason) {
        super(reason);
    }
}
