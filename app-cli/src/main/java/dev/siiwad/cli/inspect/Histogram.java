package dev.siiwad.cli.inspect;

import java.util.ArrayList;
import java.util.List;

/** How many numbers there are from each power of two to the next. */
final class Histogram {
    private final long[] counts = new long[Long.SIZE - 1];
    private long count;
    private long sum;
    private long least = Long.MAX_VALUE;
    private long most;

    /** From {@code first} to {@code last}, both included. */
    record Range(long first, long last, long count) {}

    void add(long value) {
        counts[Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, value))]++;
        count++;
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    /** From the first that is not empty to the last. */
    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (int power = 0; power < counts.length; power++) {
            long first = power == 0 ? 0 : 1L << power;
            if (first <= most && (!ranges.isEmpty() || counts[power] > 0)) {
                ranges.add(new Range(first, (1L << power + 1) - 1, counts[power]));
            }
        }
        return ranges;
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    long least() {
        return count == 0 ? 0 : least;
    }

    long most() {
        return most;
    }

    double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }
}
