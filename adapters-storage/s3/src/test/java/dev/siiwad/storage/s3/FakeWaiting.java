package dev.siiwad.storage.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test moves, and that waiting moves at once. */
final class FakeWaiting implements Waiting {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T08:00:00Z"));

    /** What somebody else does while somebody waits. */
    private volatile Runnable meanwhile = () -> {};

    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    void pass(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public void sleep(Duration duration) {
        pass(duration);
        meanwhile.run();
    }
}
