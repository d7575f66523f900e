package dev.siiwad.source;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reading has to pause, though nothing is wrong: a quota is used up. The message says when to go on. */
public class PausedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    /** @param until is taken to the end of its second */
    public PausedException(String message, Instant until) {
        super(message);
        this.until = wholeSecond(until);
    }

    /** A time as a message says it: whole seconds, and not before. */
    public static Instant wholeSecond(Instant time) {
        return time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** From when on another attempt makes sense. */
    public Instant until() {
        return until;
    }
}
