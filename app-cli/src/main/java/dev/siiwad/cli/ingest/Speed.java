package dev.siiwad.cli.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How fast something grows, over the last stretch of a clock that may be stopped. */
final class Speed {
    private static final double NANOS = 1e9;

    private final long stretchNanos;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param stretch of the clock; what is older counts no more */
    Speed(Duration stretch) {
        this.stretchNanos = stretch.toNanos();
    }

    private record Sample(long nanos, double value) {}

    /** Has this value at that time; one that is below the last begins anew. */
    void at(long nanos, double value) {
        if (!samples.isEmpty() && value < samples.getLast().value()) {
            samples.clear();
        }
        if (samples.size() > 1 && samples.getLast().nanos() == nanos) {
            samples.removeLast();
        }
        samples.addLast(new Sample(nanos, value));
        long from = nanos - stretchNanos;
        while (samples.size() > 2 && second().nanos() <= from) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        Sample first = samples.removeFirst();
        Sample second = samples.getFirst();
        samples.addFirst(first);
        return second;
    }

    /** The time that the speed is of. */
    Duration covered() {
        return samples.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(
                        samples.getLast().nanos() - samples.getFirst().nanos());
    }

    /** Empty as long as no time has passed. */
    OptionalDouble perSecond() {
        if (samples.isEmpty() || samples.getLast().nanos() == samples.getFirst().nanos()) {
            return OptionalDouble.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return OptionalDouble.of((last.value() - first.value()) * NANOS / (last.nanos() - first.nanos()));
    }
}
