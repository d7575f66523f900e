package dev.siiwad.source.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What one client owes one host: few requests at a time, and none before its retry-after is over; and what it had of it. Safe for use by several threads.
 */
final class Host {
    private static final Duration GIVEN_UP_FOR = Duration.ofMinutes(1);

    private final Semaphore connections;
    private long notBeforeNanos;
    private boolean closed;
    private long answers;
    private Optional<Request> given = Optional.empty();
    private boolean givenUp;
    private long givenUpNanos;

    Host(int connectionsMax) {
        this.connections = new Semaphore(connectionsMax, true);
    }

    void enter() throws InterruptedException {
        connections.acquire();
    }

    /** Takes a connection only if it is free at this moment, and the host may be asked. */
    boolean enterIfFree(long nowNanos) {
        return remaining(nowNanos).isZero() && connections.tryAcquire();
    }

    /** Whether a request waits for a connection. */
    boolean isWaitedFor() {
        return connections.hasQueuedThreads();
    }

    void leave() {
        connections.release();
    }

    synchronized void closeFor(Duration wait, long nowNanos) {
        long until = nowNanos + wait.toNanos();
        if (!closed || until - notBeforeNanos > 0) {
            notBeforeNanos = until;
            closed = true;
        }
    }

    /** How long it has still to be left alone. */
    synchronized Duration remaining(long nowNanos) {
        return closed && notBeforeNanos - nowNanos > 0 ? Duration.ofNanos(notBeforeNanos - nowNanos) : Duration.ZERO;
    }

    /** It answered some request, whatever it said, and so is not down. */
    synchronized void answered() {
        answers++;
        givenUp = false;
    }

    /** It gave all that was asked for. A form asks for a token, and a second one may end the first. */
    synchronized void gave(Request request) {
        answered();
        if (request.retried() && !request.sendsForm()) {
            given = Optional.of(request);
        }
    }

    /** A request was tried for all the time there is. */
    synchronized void giveUp(long nowNanos) {
        givenUp = true;
        givenUpNanos = nowNanos;
    }

    /** Whether a request was given up just now, and none was answered since: another one need not wait for the same all over again. */
    synchronized boolean isGivenUp(long nowNanos) {
        return givenUp && nowNanos - givenUpNanos < GIVEN_UP_FOR.toNanos();
    }

    /** How many requests it answered. */
    synchronized long answers() {
        return answers;
    }

    /** The last request that was answered in full and that does no harm when it is sent again. */
    synchronized Optional<Request> given() {
        return given;
    }
}
