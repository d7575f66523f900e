package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.segment.SegmentStore;
import java.util.Collections;
import java.util.SortedSet;

/**
 * What is to be published: what a checkpoint counts, and where that is kept.
 *
 * @param ends the numbers of the last segments of slices; empty where the run was not shared
 */
record Counted(Checkpoint checkpoint, SegmentStore segments, SortedSet<Long> ends) {
    /** Of a run that was not shared. */
    static Counted of(Checkpoint exhausted, SegmentStore segments) {
        return new Counted(exhausted, segments, Collections.emptySortedSet());
    }

    static Counted of(JoinedSegments slices) {
        return new Counted(slices.checkpoint(), slices, slices.ends());
    }
}
