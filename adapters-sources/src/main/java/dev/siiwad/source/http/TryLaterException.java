package dev.siiwad.source.http;

import java.io.IOException;
import java.time.Instant;

/** A server asks for a longer wait than a run should spend doing nothing: a quota is used up. The message says when to go on. */
public final class TryLaterException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Instant notBefore;

    TryLaterException(String message, Instant notBefore) {
        super(message);
        this.notBefore = notBefore;
    }

    /** From when on the server will answer again. */
    public Instant notBefore() {
        return notBefore;
    }
}
