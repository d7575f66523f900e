package dev.siiwad.source.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What one client owes one host: few requests at a time, and none before the time the host asked for. Safe for use by several threads. */
final class Host {
    private final Semaphore connections;
    private long notBeforeNanos;
    private boolean asked;

    Host(int connectionsMax) {
        this.connections = new Semaphore(connectionsMax, true);
    }

    void enter() throws InterruptedException {
        connections.acquire();
    }

    void leave() {
        connections.release();
    }

    synchronized void askFor(Duration wait, long nowNanos) {
        long until = nowNanos + wait.toNanos();
        if (!asked || until - notBeforeNanos > 0) {
            notBeforeNanos = until;
            asked = true;
        }
    }

    /** How long it has still to be left alone. */
    synchronized Duration remaining(long nowNanos) {
        return asked && notBeforeNanos - nowNanos > 0 ? Duration.ofNanos(notBeforeNanos - nowNanos) : Duration.ZERO;
    }
}
