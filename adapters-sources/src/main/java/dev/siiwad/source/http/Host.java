package dev.siiwad.source.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What one client owes one host: few requests at a time, and none before its retry-after is over. Safe for use by several threads. */
final class Host {
    private final Semaphore connections;
    private long notBeforeNanos;
    private boolean closed;

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
}
