package dev.siiwad.source.http;

import java.time.Duration;

/**
 * Whether a body comes fast enough to be waited for. Only the time counts that is spent waiting for it, so that a slow disk is not the server's fault.
 * Used by one thread.
 */
final class Throughput {
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** In every window: 100 bytes a second, a tenth of a slow modem's. */
    static final int BYTES_MIN = 6000;

    private long bytes;
    private Duration waited = Duration.ZERO;

    /** Takes account of bytes that arrived after a wait; false if those of the last window were too few. */
    boolean isEnough(int count, Duration wait) {
        bytes += count;
        waited = waited.plus(wait);
        if (waited.compareTo(WINDOW) < 0) {
            return true;
        }
        boolean enough = bytes >= BYTES_MIN;
        bytes = 0;
        waited = Duration.ZERO;
        return enough;
    }
}
