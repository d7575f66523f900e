package dev.siiwad.source.http;

import dev.siiwad.source.PausedException;
import java.time.Instant;

/** A server asks for a longer wait than a run should spend doing nothing: a quota is used up. The message says when the wait ends. */
public final class TryLaterException extends PausedException {
    private static final long serialVersionUID = 1L;

    TryLaterException(String message, Instant notBefore) {
        super(message, notBefore);
    }
}
