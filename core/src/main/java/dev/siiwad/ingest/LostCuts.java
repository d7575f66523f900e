package dev.siiwad.ingest;

import dev.siiwad.segment.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where adjacent segments were cut of which nothing is left: most likely at multiples of some number of documents, as most others were, or into equal parts.
 *
 * @param from offset at which the segment before the first lost cut begins
 * @param to offset at which the segment after the last lost cut begins
 * @param count how many cuts lie between
 */
record LostCuts(long from, long to, int count) {
    /**
     * The offset of one of them; empty if there are more or fewer places than cuts.
     *
     * @param number counted from 1
     * @param left those that are left, in any order
     */
    Optional<Long> offset(int number, List<Segment> left) {
        Optional<Long> every = usual(left).filter(length -> places(length) == count);
        if (every.isPresent()) {
            return Optional.of((from / every.get() + number) * every.get());
        }
        long parts = count + 1L;
        return to > from && (to - from) % parts == 0
                ? Optional.of(from + number * ((to - from) / parts))
                : Optional.empty();
    }

    /** The length that most have, the longest of several. */
    private static Optional<Long> usual(List<Segment> left) {
        Map<Long, Long> lengths = left.stream()
                .map(segment -> segment.lastIndex() - segment.firstIndex())
                .filter(length -> length > 0)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return lengths.entrySet().stream()
                .max(Map.Entry.<Long, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private long places(long length) {
        return to <= from ? 0 : (to - 1) / length - from / length;
    }
}
