package dev.siiwad.cli.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How fast a run has been lately: what its last commits came to, over the time that they took. */
record Rate(double documentsPerSecond, double bytesPerSecond) {
    static final Rate NONE = new Rate(0, 0);

    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final double NANOS = 1e9;

    /** @param all in their order; those that ended more than a minute before the last count no more, but the last always does */
    static Rate of(List<Pace.Work> all) {
        if (all.isEmpty()) {
            return NONE;
        }
        Instant to = all.get(all.size() - 1).to();
        Instant from = to;
        double documents = 0;
        long bytes = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            Pace.Work work = all.get(i);
            if (work.to().isBefore(to.minus(LATELY))) {
                break;
            }
            documents += work.documents();
            bytes += work.bytes();
            from = work.from();
        }
        double seconds = Duration.between(from, to).toNanos() / NANOS;
        return seconds <= 0 ? NONE : new Rate(documents / seconds, bytes / seconds);
    }

    Rate plus(Rate other) {
        return new Rate(documentsPerSecond + other.documentsPerSecond, bytesPerSecond + other.bytesPerSecond);
    }
}
