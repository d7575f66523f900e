package dev.siiwad.checkpoint;

import dev.siiwad.segment.SegmentName;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The names of counted segments, made of their ranges when they are asked for. */
final class SegmentNames extends AbstractList<SegmentName> implements RandomAccess {
    private final List<SegmentRange> ranges;

    /** @param ranges with numbers that ascend, up to {@link Extent#SEGMENTS_MAX} */
    SegmentNames(List<SegmentRange> ranges) {
        this.ranges = ranges;
    }

    @Override
    public SegmentName get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("segment " + index + " of " + size());
        }
        int low = 0;
        int high = ranges.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).last() > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new SegmentName(index + 1L, ranges.get(low).attempt());
    }

    @Override
    public int size() {
        return ranges.isEmpty() ? 0 : (int) ranges.get(ranges.size() - 1).last();
    }
}
