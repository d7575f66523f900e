package dev.siiwad.source.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A time that passes only by waiting, at once; it remembers every wait. Chance always gives its highest, so that waits are whole. */
public final class FakeTiming implements Timing {
    public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final List<Duration> waits = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Override
    public synchronized Instant now() {
        return START.plus(passed);
    }

    @Override
    public synchronized long nanos() {
        return passed.toNanos();
    }

    @Override
    public synchronized void await(Duration wait, CountDownLatch woken) {
        waits.add(wait);
        passed = passed.plus(wait);
    }

    @Override
    public double chance() {
        return 1;
    }

    /** All waits so far, in order. */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
