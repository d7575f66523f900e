package dev.siiwad.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;

/** The clock, and waiting by it. Tests follow a clock of their own. Safe for use by several threads. */
public interface Waiting {
    Instant now();

    /** Whether so much time has passed since a moment; or the clock was set back since, so that nobody knows. */
    default boolean passed(Duration span, Instant since) {
        Duration elapsed = Duration.between(since, now());
        return elapsed.isNegative() || elapsed.compareTo(span) >= 0;
    }

    /** @throws InterruptedIOException if the thread is interrupted */
    void sleep(Duration duration) throws IOException;

    /** The machine's clock. */
    static Waiting system() {
        return new Waiting() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration duration) throws IOException {
                try {
                    Thread.sleep(duration.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while waiting for the object store");
                }
            }
        };
    }
}
