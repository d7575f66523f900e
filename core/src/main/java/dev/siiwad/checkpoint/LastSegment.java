package dev.siiwad.checkpoint;

import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.Position;
import java.util.Optional;

/**
 * What proves the last counted segment, and where it and those before it begin, so that they can be read again if they are lost.
 *
 * @param firstIndex offset of its first document
 * @param position the committed position that it was read from; empty if an early version wrote it
 * @param digest of it, as in {@link Segment}
 * @param before where those before it begin; none if an earlier version wrote it
 */
public record LastSegment(
        SegmentName name, long firstIndex, Optional<Position> position, String digest, Predecessors before) {
    public LastSegment {
        before.starts().stream()
                .findFirst()
                .filter(nearest -> nearest.firstIndex() >= firstIndex)
                .ifPresent(nearest -> {
                    throw new IllegalArgumentException("last_segment begins at " + firstIndex
                            + " and the one before it at " + nearest.firstIndex() + "; expected less");
                });
    }

    static LastSegment of(Segment segment) {
        return new LastSegment(
                segment.name(),
                segment.firstIndex(),
                segment.start().position(),
                segment.digest(),
                segment.start().before());
    }

    /** What the segment after it says of it and of those before it. */
    public Predecessors asPredecessors() {
        return before.plus(new Predecessors.Start(firstIndex, position));
    }
}
