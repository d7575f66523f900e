package dev.siiwad.checkpoint;

/**
 * The segments that one attempt committed: those after the range before, up to number {@code last}.
 *
 * @param last number of the last of them, counted from 1
 */
public record SegmentRange(int attempt, long last) {
    public SegmentRange {
        if (attempt < 1 || last < 1) {
            throw new IllegalArgumentException(
                    "segments up to " + last + " by attempt " + attempt + "; expected both from 1");
        }
    }
}
