package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.testkit.InMemoryPlace.StoredSegment;
import java.util.Map;
import java.util.Optional;

/** Makes of a run what a version would have left that did not store from where segments were read. */
final class EarlyVersions {
    private EarlyVersions() {}

    static void wroteAllOf(InMemoryPlace place) {
        Checkpoint found = ((Saved.Committed) place.saved(Checkpoints.SOURCE)).checkpoint();
        Map<SegmentName, StoredSegment> segments =
                place.segments.values().iterator().next();
        segments.replaceAll((name, segment) -> new StoredSegment(
                SegmentStart.of(name, segment.start().firstIndex()), segment.entries(), segment.tally(), true));
        Extent early = Extent.from(found.firstIndex(), found.position());
        for (StoredSegment segment : segments.values()) {
            early = early.plus(InMemorySegmentStore.describe(segment), found.position());
        }
        Extent stored = new Extent(
                early.lastIndex(),
                early.processedCount(),
                early.position(),
                early.segments(),
                early.lastSegmentBytes(),
                Optional.empty(),
                early.outputDigest(),
                found.exhausted(),
                found.extent().limited());
        Checkpoint checkpoint = new Checkpoint(found.run(), found.claim(), stored, found.timestamp(), found.extra());
        place.put(Checkpoints.SOURCE, new Saved.Committed(checkpoint, Optional.empty()));
    }
}
