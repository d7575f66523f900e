package dev.siiwad.source.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The time, the waiting and the chance that a client works with, so that no test ever waits. Safe for use by several threads. */
public interface Timing {
    /** The date and time, for dates that a server gives. */
    Instant now();

    /** A clock that only goes forward, in nanoseconds from any start. */
    long nanos();

    /** Waits; returns early once {@code woken} is down. */
    void await(Duration wait, CountDownLatch woken) throws InterruptedException;

    /** Any number from 0 to 1, 1 not included. */
    double chance();

    /** The machine's own. */
    static Timing system() {
        return new Timing() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void await(Duration wait, CountDownLatch woken) throws InterruptedException {
                woken.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public double chance() {
                return ThreadLocalRandom.current().nextDouble();
            }
        };
    }
}
