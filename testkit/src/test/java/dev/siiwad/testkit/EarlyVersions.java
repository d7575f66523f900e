package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.LastSegment;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.testkit.InMemoryPlace.StoredSegment;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes of a run what earlier versions would have left, which stored less of where segments were read from. */
final class EarlyVersions {
    private EarlyVersions() {}

    /** What a version left that said where segments were read from. */
    static void wroteAllOf(InMemoryPlace place) {
        rewrite(
                place,
                start -> new SegmentStart(
                        start.name(),
                        start.firstIndex(),
                        Optional.empty(),
                        Predecessors.NONE,
                        start.form(),
                        start.textBefore()),
                last -> Optional.empty());
    }

    /** What a version left that also said of each segment where the one before it was read from, and no more. */
    static void keptOnePredecessorIn(InMemoryPlace place) {
        rewrite(
                place,
                start -> new SegmentStart(
                        start.name(),
                        start.firstIndex(),
                        start.position(),
                        start.before().nearest(1),
                        start.form(),
                        start.textBefore()),
                last -> Optional.of(new LastSegment(
                        last.name(), last.firstIndex(), last.position(), last.digest(), Predecessors.NONE)));
    }

    private static void rewrite(
            InMemoryPlace place,
            UnaryOperator<SegmentStart> starts,
            Function<LastSegment, Optional<LastSegment>> lastOf) {
        Checkpoint found = ((Saved.Committed) place.saved(Checkpoints.SOURCE)).checkpoint();
        Map<SegmentName, StoredSegment> segments =
                place.segments.values().iterator().next();
        segments.replaceAll((name, segment) ->
                new StoredSegment(starts.apply(segment.start()), segment.entries(), segment.tally(), true));
        Extent early = Extent.from(found.firstIndex(), found.position());
        for (StoredSegment segment : segments.values()) {
            early = early.plus(InMemorySegmentStore.describe(segment), found.position());
        }
        Extent stored = new Extent(
                early.lastIndex(),
                early.processedCount(),
                early.textBytes(),
                early.position(),
                early.segments(),
                early.lastSegmentBytes(),
                lastOf.apply(early.last().orElseThrow()),
                early.outputDigest(),
                found.exhausted(),
                found.extent().limited());
        Checkpoint checkpoint = new Checkpoint(found.run(), found.claim(), stored, found.timestamp(), found.extra());
        place.put(Checkpoints.SOURCE, new Saved.Committed(checkpoint, Optional.empty()));
    }
}
