package dev.siiwad.publish;

import dev.siiwad.segment.Tally;
import java.util.List;
import java.util.SortedMap;

/**
 * What was found in the segments that belong to a part of a dataset, each to the part in which it begins: enough to prove that it was they that are counted, and for the receipt.
 *
 * @param first the number of the first of them; they follow each other, and there may be none
 * @param tally what became of their documents, removals not counted
 * @param removed how many documents in them are not published after all, for each reason
 * @param setAside how many units are missing
 * @param units the first of those
 */
public record PartContent(
        long first,
        List<Counted> segments,
        Tally tally,
        SortedMap<String, Long> removed,
        long setAside,
        List<Receipt.Unit> units) {
    /**
     * A segment that was read whole.
     *
     * @param lastIndex offset after its last document
     * @param bytes length of its stored form
     * @param digest of it
     */
    public record Counted(long lastIndex, long bytes, String digest) {}

    public PartContent {
        segments = List.copyOf(segments);
        units = List.copyOf(units);
    }
}
