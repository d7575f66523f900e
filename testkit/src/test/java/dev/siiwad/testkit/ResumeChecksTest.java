package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.NotRepairedException;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Source;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.WatchedSource.Event;
import dev.siiwad.testkit.WatchedSource.Moment;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a start compares before it goes on, beyond what {@link dev.siiwad.ingest.ResumePlan} decides by. */
class ResumeChecksTest {
    private static final RunRequest REQUEST = RunRequest.defaults();
    private static final RunRequest THREE = REQUEST.withCheckpointEvery(3);
    private static final ListSource FIVE = new ListSource(Checkpoints.SOURCE, 5, 0, 0, "first", false);

    private final Rig rig = new Rig();

    @Test
    void repairsTheLastSegmentWhenItHasAnotherLength() throws IOException {
        stopAfter(30);
        var segments = rig.place().segments.values().iterator().next();
        SegmentName last =
                segments.keySet().stream().reduce((one, next) -> next).orElseThrow();
        segments.computeIfPresent(
                last, (name, stored) -> new InMemoryPlace.StoredSegment(stored.start(), List.of(), Tally.NONE, true));
        DurableOperations operations = new DurableOperations();
        rig.run(ListSource.of(100), REQUEST, operations);
        assertThat(operations.log()).startsWith("seal again " + last, "put back " + last, "remember attempt 2");
        assertThat(rig.said())
                .anyMatch(line ->
                        line.matches(".* has \\d+ bytes; the checkpoint counts \\d+ bytes in it, the last of .*"));
    }

    @Test
    void publishesNothingWhereAWholeSegmentIsAnotherThanTheOneThatWasCounted() throws IOException {
        assertThatThrownBy(() -> rig.run(FIVE, THREE, new DurableOperations().plan(11, Fault.CRASH_BEFORE)))
                .hasMessageEndingWith(" publish");
        InMemoryPlace.StoredSegment[] firstOf = new InMemoryPlace.StoredSegment[1];
        Rig other = new Rig();
        assertThatThrownBy(() ->
                        other.run(FIVE.edition("other"), THREE, new DurableOperations().plan(11, Fault.CRASH_BEFORE)))
                .hasMessageEndingWith(" publish");
        SegmentName first = new SegmentName(1, 1);
        other.place().segments.values().forEach(run -> firstOf[0] = run.get(first));
        rig.place().segments.values().forEach(run -> run.put(first, firstOf[0]));
        DurableOperations operations = new DurableOperations();
        assertThatThrownBy(() -> rig.run(FIVE, THREE, operations))
                .isInstanceOf(NotRepairedException.class)
                .hasMessageStartingWith("the 2 segments of run run-of-process-1 come to output_digest sha256:");
        assertThat(rig.said()).noneMatch(line -> line.contains("Reading its documents again"));
        assertThat(operations.log()).doesNotContain("publish", "delete checkpoint");
    }

    @Test
    void attemptNumbersGoOnWhereTheNamesThatHadThemAreGone() throws IOException {
        stopAfter(30);
        rig.place().attempts.clear();
        for (int attempt = 2; attempt <= 4; attempt++) {
            assertThatThrownBy(() ->
                            rig.run(ListSource.of(100), REQUEST, new DurableOperations().plan(3, Fault.CRASH_BEFORE)))
                    .isInstanceOf(SimulatedCrash.class);
            rig.place().attempts.clear();
            Saved.Committed saved = (Saved.Committed) rig.place().saved(Checkpoints.SOURCE);
            assertThat(saved.checkpoint().attempt()).isEqualTo(attempt);
        }
    }

    @Test
    void anOffsetBehindAKnownEndIsRefusedWithoutPassingOverAnything() throws IOException {
        Event fail = position -> {
            throw new IOException("passes over documents from " + position);
        };
        WatchedSource source = new WatchedSource(ListSource.of(100).knowingItsSize()).on(Moment.PASSING, fail);
        RunReport report = rig.run(source, REQUEST.withFromOffset(101), new DurableOperations());
        assertThat(report).isEqualTo(new RunReport.Refused(new Refusal.OffsetExceedsSize(101, 100, true)));
    }

    @Test
    void whatWasReadToItsEndIsPublishedWithoutAskingUpstream() throws IOException {
        DurableOperations operations = new DurableOperations().plan(11, Fault.CRASH_BEFORE);
        assertThatThrownBy(() -> rig.run(FIVE, THREE, operations)).hasMessageEndingWith(" publish");
        Source unreachable = new WatchedSource(FIVE).on(Moment.ASKING, position -> {
            throw new IOException("unreachable");
        });
        assertThat(rig.run(unreachable, THREE, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
    }

    private void stopAfter(int documents) throws IOException {
        ListSource source = ListSource.of(100);
        rig.run(source, REQUEST, new DurableOperations(), () -> source.documentsRead() >= documents);
    }
}
