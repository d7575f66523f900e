package dev.siiwad.source;

import java.io.IOException;
import java.time.Instant;

/** Reading has to pause, though nothing is wrong: a quota is used up. The message says when to go on. */
public class PausedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    public PausedException(String message, Instant until) {
        super(message);
        this.until = until;
    }

    /** From when on another attempt makes sense. */
    public Instant until() {
        return until;
    }
}
