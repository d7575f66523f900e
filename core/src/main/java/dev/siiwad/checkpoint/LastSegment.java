package dev.siiwad.checkpoint;

import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.source.Position;
import java.util.Optional;

/**
 * What proves the last counted segment, and where it begins, so that it can be read again if it is lost.
 *
 * @param firstIndex offset of its first document
 * @param position the committed position that it was read from; empty if an early version wrote it
 * @param digest of it, as in {@link Segment}
 */
public record LastSegment(SegmentName name, long firstIndex, Optional<Position> position, String digest) {
    static LastSegment of(Segment segment) {
        return new LastSegment(
                segment.name(), segment.firstIndex(), segment.start().position(), segment.digest());
    }

    /** As the segment after it says it. */
    public SegmentStart.Previous asPrevious() {
        return new SegmentStart.Previous(firstIndex, position);
    }
}
