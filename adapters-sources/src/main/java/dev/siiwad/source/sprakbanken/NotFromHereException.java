package dev.siiwad.source.sprakbanken;

/** A file cannot be read from a place inside it, or the fast way; it is to be read from its start, where it may be found readable or fails for good. */
final class NotFromHereException extends Exception {
    private static final long serialVersionUID = 1L;
}
