package dev.siiwad.source.wikipedia;

/** A file of a dump cannot be had any more, though its site still lists it as it was pinned: asked twice, it was twice the same other file, or none. */
final class LostPartException extends Exception {
    private static final long serialVersionUID = 1L;

    LostPartException(String reason) {
        super(reason);
    }
}
