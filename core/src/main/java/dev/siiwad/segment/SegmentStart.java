package dev.siiwad.segment;

import dev.siiwad.source.Position;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a segment begins: what it says first of itself.
 *
 * @param firstIndex offset of the first document read into it, counted from 0
 * @param position the committed position that it was read from; empty in segments of early versions, which did not say it
 * @param before where those before it begin; none in the first, and in those of early versions
 * @param form that of all segments of the run
 * @param textBefore bytes of text, in UTF-8, of the documents kept in the segments before it; empty in runs of a form that does not say it
 */
public record SegmentStart(
        SegmentName name,
        long firstIndex,
        Optional<Position> position,
        Predecessors before,
        SegmentForm form,
        OptionalLong textBefore) {
    /** One that does not say how much text is before it. */
    public SegmentStart(
            SegmentName name, long firstIndex, Optional<Position> position, Predecessors before, SegmentForm form) {
        this(name, firstIndex, position, before, form, OptionalLong.empty());
    }

    /** One that does not say from where it was read, as those of early versions do not. */
    public static SegmentStart of(SegmentName name, long firstIndex) {
        return new SegmentStart(name, firstIndex, Optional.empty(), Predecessors.NONE, SegmentForm.LINES);
    }

    /** As the segment after it says it. */
    public Predecessors.Start asPredecessor() {
        return new Predecessors.Start(firstIndex, position);
    }
}
