package dev.siiwad.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;

/** What was thrown in one thread, thrown again in another as it is. */
final class Thrown {
    private Thrown() {}

    /** @return never; for {@code throw} */
    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(thrown);
    }

    /** @return never; for {@code throw} */
    static RuntimeException again(Throwable thrown) throws IOException {
        if (thrown instanceof IOException exception) {
            throw exception;
        }
        throw unchecked(thrown);
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("stopped on request");
    }
}
