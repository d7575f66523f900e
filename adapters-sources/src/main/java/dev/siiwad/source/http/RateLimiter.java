package dev.siiwad.source.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Gives out times to begin requests at, never more in an interval than the rate allows. Safe for use by several threads. */
final class RateLimiter {
    private final RequestRate rate;
    private final Deque<Long> beginsNanos = new ArrayDeque<>();

    RateLimiter(RequestRate rate) {
        this.rate = rate;
    }

    /** How long to wait before the next request, which is thereby begun. */
    synchronized Duration reserve(long nowNanos) {
        long begin = nowNanos;
        if (beginsNanos.size() == rate.requests()) {
            long earliest = beginsNanos.removeFirst() + rate.interval().toNanos();
            begin = earliest - nowNanos > 0 ? earliest : nowNanos;
        }
        beginsNanos.addLast(begin);
        return Duration.ofNanos(begin - nowNanos);
    }
}
