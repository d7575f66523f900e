package dev.siiwad.duplicates;

import dev.siiwad.segment.SegmentName;
import java.io.IOException;

/** Keys that the pass need not read segments for. */
public interface KnownKeys {
    /** Adds those of a segment to a block, and ends the segment there, unless it has none of it. */
    boolean give(SegmentName name, KeyBlock to) throws IOException;

    /** Whether they are kept, so that there is no need to keep them again. */
    boolean areKept();
}
