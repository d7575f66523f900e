package dev.siiwad.checkpoint;

import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a run has read, and which segments count.
 *
 * @param lastIndex offset reached: documents read since the start of the source
 * @param processedCount documents kept in the counted segments
 * @param textBytes of their texts, in UTF-8; 0 in runs of a form that does not say it
 * @param position where the reader is after document {@code lastIndex}
 * @param segments counted segments, as ranges by attempt
 * @param lastSegmentBytes length of the last counted segment; 0 if there is none
 * @param last more about that segment; empty if there is none, or if an early version has committed it
 * @param exhausted whether all has been read and only publishing is left
 * @param limited whether it was exhausted at the offset that a request set, so that the source may hold more
 */
public record Extent(
        long lastIndex,
        long processedCount,
        long textBytes,
        Position position,
        List<SegmentRange> segments,
        long lastSegmentBytes,
        Optional<LastSegment> last,
        OutputDigest outputDigest,
        boolean exhausted,
        boolean limited) {
    /** One a second would take 68 years. */
    public static final int SEGMENTS_MAX = Integer.MAX_VALUE;

    /** 1 EiB, a thousand times what has a name in a dataset. */
    private static final long TEXT_BYTES_MAX = 1L << 60;

    public Extent {
        if (limited && !exhausted) {
            throw new IllegalArgumentException("limited is true where exhausted is false");
        }
        Checkpoint.requireAtLeast("processed_count", processedCount, 0);
        Checkpoint.requireAtLeast("text_bytes", textBytes, 0);
        if (textBytes > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "text_bytes is " + textBytes + "; at most " + TEXT_BYTES_MAX + " are possible");
        }
        Checkpoint.requireAtLeast("last_segment_bytes", lastSegmentBytes, 0);
        segments = List.copyOf(segments);
        requireCountable(segments);
        Optional<SegmentName> lastName = lastOf(segments);
        if (last.isPresent() && !last.map(LastSegment::name).equals(lastName)) {
            throw new IllegalArgumentException(
                    "last_segment is " + last.get().name() + "; the last of the segments is " + lastName);
        }
    }

    private static void requireCountable(List<SegmentRange> segments) {
        if (!segments.isEmpty() && segments.get(segments.size() - 1).last() > SEGMENTS_MAX) {
            throw new IllegalArgumentException(
                    "segments counts " + segments.get(segments.size() - 1).last() + " segments; at most " + SEGMENTS_MAX
                            + " are possible");
        }
    }

    /** Nothing was read yet. */
    public static Extent from(long firstIndex, Position position) {
        return new Extent(firstIndex, 0, 0, position, List.of(), 0, Optional.empty(), OutputDigest.EMPTY, false, false);
    }

    /** How many segments count; they are numbered from 1. */
    public long segmentCount() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).last();
    }

    /** The name of the last counted segment. */
    public Optional<SegmentName> lastSegment() {
        return lastOf(segments);
    }

    /** The names of all counted segments, in order; each is made when it is asked for, so that a checkpoint that names too many fills no memory. */
    public List<SegmentName> segmentNames() {
        return new SegmentNames(segments);
    }

    private static Optional<SegmentName> lastOf(List<SegmentRange> segments) {
        return segments.isEmpty() ? Optional.empty() : Optional.of(last(segments.get(segments.size() - 1)));
    }

    private static SegmentName last(SegmentRange range) {
        return new SegmentName(range.last(), range.attempt());
    }

    Extent withoutPredecessors() {
        return new Extent(
                lastIndex,
                processedCount,
                textBytes,
                position,
                segments,
                lastSegmentBytes,
                Optional.empty(),
                outputDigest,
                exhausted,
                limited);
    }

    /** One more segment. */
    public Extent plus(Segment segment, Position reached) {
        int attempt = segment.name().attempt();
        List<SegmentRange> ranges = new ArrayList<>(segments);
        if (!ranges.isEmpty() && ranges.get(ranges.size() - 1).attempt() == attempt) {
            ranges.remove(ranges.size() - 1);
        }
        ranges.add(new SegmentRange(attempt, segment.name().number()));
        return new Extent(
                segment.lastIndex(),
                processedCount + segment.tally().kept(),
                segment.textAfter().orElse(0),
                reached,
                ranges,
                segment.bytes(),
                Optional.of(LastSegment.of(segment)),
                outputDigest.plus(segment),
                exhausted,
                limited);
    }

    Extent at(Position reached) {
        return new Extent(
                lastIndex,
                processedCount,
                textBytes,
                reached,
                segments,
                lastSegmentBytes,
                last,
                outputDigest,
                exhausted,
                limited);
    }

    Extent whole(boolean limitedByRequest) {
        return new Extent(
                lastIndex,
                processedCount,
                textBytes,
                position,
                segments,
                lastSegmentBytes,
                last,
                outputDigest,
                true,
                limitedByRequest);
    }
}
