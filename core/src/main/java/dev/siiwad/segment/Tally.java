package dev.siiwad.segment;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the documents read: every one is kept, quarantined or dropped.
 *
 * @param dropped how many for each reason
 */
public record Tally(long kept, long quarantined, SortedMap<String, Long> dropped) {
    public static final Tally NONE = new Tally(0, 0, new TreeMap<>());

    public Tally {
        if (kept < 0 || quarantined < 0 || dropped.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    "negative count: kept=" + kept + " quarantined=" + quarantined + " dropped=" + dropped);
        }
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    }

    /** How many documents were read. */
    public long read() {
        return kept
                + quarantined
                + dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    public Tally plus(Tally other) {
        SortedMap<String, Long> sum = new TreeMap<>(dropped);
        other.dropped.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return new Tally(kept + other.kept, quarantined + other.quarantined, sum);
    }

    /** The same where some of those kept were dropped after all, for these reasons. */
    public Tally without(SortedMap<String, Long> removed) {
        long gone = removed.values().stream().mapToLong(Long::longValue).sum();
        return new Tally(kept - gone, quarantined, dropped).plus(new Tally(0, 0, removed));
    }
}
