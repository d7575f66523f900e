package dev.siiwad.source.bbc;

import dev.siiwad.source.http.Timing;
import java.time.Duration;
import java.util.OptionalLong;

/** How long to rest before the next request: a time drawn between two limits, counted from the end of the last request; none before the first. */
final class RequestSpacing {
    private final Timing timing;
    private final Duration min;
    private final Duration max;
    private OptionalLong lastEndNanos = OptionalLong.empty();

    RequestSpacing(Timing timing, Duration min, Duration max) {
        this.timing = timing;
        this.min = min;
        this.max = max;
    }

    Duration average() {
        return min.plus(max).dividedBy(2);
    }

    Duration beforeNext(Duration crawlDelay) {
        if (lastEndNanos.isEmpty()) {
            return Duration.ZERO;
        }
        long spreadNanos = max.minus(min).toNanos();
        Duration drawn = min.plusNanos((long) (spreadNanos * timing.chance()));
        Duration asked = drawn.compareTo(crawlDelay) < 0 ? crawlDelay : drawn;
        Duration rested = Duration.ofNanos(timing.nanos() - lastEndNanos.getAsLong());
        return asked.compareTo(rested) > 0 ? asked.minus(rested) : Duration.ZERO;
    }

    void requestEnded() {
        lastEndNanos = OptionalLong.of(timing.nanos());
    }
}
