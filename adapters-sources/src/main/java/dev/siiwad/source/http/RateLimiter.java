package dev.siiwad.source.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Gives out times to begin requests at, never more in an interval than the rate allows; with those of an earlier process counted, where the rate has a file
 * for them. Safe for use by several threads.
 */
final class RateLimiter {
    private final RequestRate rate;
    private final Optional<RequestTimes> kept;
    private final Deque<Long> beginsNanos = new ArrayDeque<>();
    private boolean begun;

    RateLimiter(RequestRate rate) {
        this.rate = rate;
        this.kept = rate.keptIn().map(file -> new RequestTimes(file, rate));
    }

    /**
     * How long to wait before the next request, which has this turn.
     *
     * @param nowNanos the same moment on a clock that only goes forward
     */
    synchronized Duration reserve(Instant now, long nowNanos) {
        if (!begun) {
            begun = true;
            kept.ifPresent(times -> times.recent(now)
                    .forEach(time -> beginsNanos.addLast(
                            nowNanos - Duration.between(time, now).toNanos())));
        }
        long begin = nowNanos;
        if (beginsNanos.size() == rate.requests()) {
            long earliest = beginsNanos.removeFirst() + rate.interval().toNanos();
            begin = earliest - nowNanos > 0 ? earliest : nowNanos;
        }
        beginsNanos.addLast(begin);
        return Duration.ofNanos(begin - nowNanos);
    }

    /** Its wait is over, and the request is about to be sent. A process that dies in the wait has sent none. */
    synchronized void begin(Instant now) {
        kept.ifPresent(times -> times.add(now));
    }
}
