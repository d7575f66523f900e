package dev.siiwad.cli.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How fast a run was, from its first step to its last: so much a second in each of {@value #BINS} stretches of the same length. */
record Pace(Instant from, Instant to, double[] documents, double[] bytes) {
    static final int BINS = 120;

    private static final double NANOS = 1e9;

    /** Something that was done between two times. */
    record Work(Instant from, Instant to, double documents, long bytes) {}

    /** @param until what the last stretch ends with; nothing is later */
    static Pace of(List<Work> all, Instant until) {
        Instant from = all.stream().map(Work::from).min(Instant::compareTo).orElse(until);
        Pace pace = new Pace(from, until, new double[BINS], new double[BINS]);
        double binSeconds = Math.max(1e-3, seconds(from, until) / BINS);
        for (Work work : all) {
            pace.spread(pace.documents, work.documents(), work, binSeconds);
            pace.spread(pace.bytes, work.bytes(), work, binSeconds);
        }
        return pace;
    }

    /** Evenly over the time that it took, which may be none. */
    private void spread(double[] bins, double amount, Work work, double binSeconds) {
        double begin = seconds(from, work.from()) / binSeconds;
        double end = Math.max(begin + 1e-6, seconds(from, work.to()) / binSeconds);
        for (int bin = (int) begin; bin <= (int) end; bin++) {
            double share = (Math.min(end, bin + 1.0) - Math.max(begin, bin)) / (end - begin);
            bins[Math.max(0, Math.min(BINS - 1, bin))] += Math.max(0, share) * amount / binSeconds;
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS;
    }
}
