package dev.siiwad.source.tiktok;

import dev.siiwad.source.PausedException;
import java.io.IOException;
import java.time.Instant;

/** Apify starts no run for now: other runs of the account need to finish first, or there were too many requests. Nothing was bought. */
final class NotNowException extends IOException {
    private static final long serialVersionUID = 1L;

    NotNowException(IOException answer) {
        super(answer.getMessage(), answer);
    }

    /** The same, when waiting for it makes no sense any more. */
    PausedException paused(Instant until) {
        return new PausedException(
                getMessage()
                        + ". Nothing was bought. Apify starts no run until others of the account have finished; try"
                        + " again from " + until,
                until);
    }
}
