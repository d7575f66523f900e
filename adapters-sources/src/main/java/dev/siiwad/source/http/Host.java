package dev.siiwad.source.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What one client owes one host: few requests at a time, and none before its retry-after is over; and what it had of it. Safe for use by several threads.
 */
final class Host {
    private final Semaphore connections;
    private long notBeforeNanos;
    private boolean closed;
    private long answers;
    private Optional<Request> given = Optional.empty();

    Host(int connectionsMax) {
        this.connections = new Semaphore(connectionsMax, true);
    }

    void enter() throws InterruptedException {
        connections.acquire();
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
    }

    /** It gave all that was asked for. A form asks for a token, and a second one may end the first. */
    synchronized void gave(Request request) {
        answers++;
        if (request.retried() && !request.sendsForm()) {
            given = Optional.of(request);
        }
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
