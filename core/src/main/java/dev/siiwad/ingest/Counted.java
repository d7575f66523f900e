package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.duplicates.DuplicatePass;
import dev.siiwad.duplicates.KnownKeys;
import dev.siiwad.duplicates.SliceKeys;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.segment.SegmentStore;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;

/**
 * What is to be published: what a checkpoint counts, and where that is kept.
 *
 * @param slices what they are joined of, where the run was shared
 */
record Counted(Checkpoint checkpoint, SegmentStore segments, Optional<JoinedSegments> slices) {
    /** Of a run that was not shared. */
    static Counted of(Checkpoint exhausted, SegmentStore segments) {
        return new Counted(exhausted, segments, Optional.empty());
    }

    static Counted of(JoinedSegments slices) {
        return new Counted(slices.checkpoint(), slices, Optional.of(slices));
    }

    /** The numbers of the last segments of slices; empty where the run was not shared. */
    SortedSet<Long> ends() {
        return slices.map(JoinedSegments::ends).orElse(Collections.emptySortedSet());
    }

    /** @param taken what this process knows of a run that was not shared */
    DuplicatePass duplicates(Deduplication how, Datasets datasets, KnownKeys taken, BooleanSupplier stopRequested) {
        KnownKeys known =
                slices.<KnownKeys>map(joined -> new SliceKeys(joined, how)).orElse(taken);
        return new DuplicatePass(how, segments, ends(), datasets, known, stopRequested);
    }
}
