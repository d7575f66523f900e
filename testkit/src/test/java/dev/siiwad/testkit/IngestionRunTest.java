package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.DurableOperations.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What the loop says and does, beyond surviving: see {@link EveryCrashPointTest} for that. */
class IngestionRunTest {
    private static final RunRequest REQUEST = RunRequest.defaults();
    private final Rig rig = new Rig();

    @Test
    void saysWhatTheGuideShows() throws IOException {
        ListSource plain = new ListSource(Checkpoints.SOURCE, 10_000, 0, 0, "first", false);
        RunRequest request = REQUEST.withMaxRecords(5000);
        assertThatThrownBy(() -> rig.run(plain, request, crashAtDocument(3200, plain)))
                .isInstanceOf(SimulatedCrash.class);
        assertThat(said())
                .startsWith(
                        "No checkpoint found, starting from beginning",
                        "Checkpoint saved: offset=1000, processed=667",
                        "Checkpoint saved: offset=2000, processed=1334");
        rig.run(plain, request, new DurableOperations());
        assertThat(said())
                .containsExactly(
                        "Found checkpoint: memory/List-Somali",
                        "Resuming from checkpoint: offset=2000, processed=1334",
                        "Checkpoint saved: offset=3000, processed=2000",
                        "Checkpoint saved: offset=4000, processed=2667",
                        "Checkpoint saved: offset=5000, processed=3334",
                        "Processing complete, removing checkpoint");
    }

    @Test
    void readsNoDocumentTwiceThatACheckpointCovers() throws IOException {
        ListSource source = new ListSource(Checkpoints.SOURCE, 3000, 0, 0, "first", false);
        assertThatThrownBy(() -> rig.run(source, REQUEST, new DurableOperations().plan(10, Fault.CRASH_BEFORE)))
                .isInstanceOf(SimulatedCrash.class);
        ListSource again = new ListSource(Checkpoints.SOURCE, 3000, 0, 0, "first", false);
        rig.run(again, REQUEST, new DurableOperations());
        assertThat(again.documentsRead()).isEqualTo(1000);
    }

    @Test
    void aDatasetThatStandsIsNotUndoneByGarbageThatCannotBeRemoved() throws IOException {
        DurableOperations operations = new DurableOperations();
        ListSource source = ListSource.of(20);
        new Rig().run(source, REQUEST, operations);
        int removal = operations.log().size();
        assertThat(operations.log()).last().isEqualTo("remove segments");

        RunReport report = rig.run(source, REQUEST, new DurableOperations().plan(removal, Fault.FAIL));
        assertThat(report).isInstanceOf(RunReport.Completed.class);
        assertThat(said())
                .last()
                .asString()
                .startsWith("Segments that nothing needs any more could not be removed")
                .endsWith("simulated failure at remove segments");
        assertThat(rig.place().saved(Checkpoints.SOURCE)).isEqualTo(new Saved.None());

        rig.run(source, REQUEST.withAgain(), new DurableOperations());
        assertThat(rig.place().segmentNames()).isEmpty();
    }

    @Test
    void savesAndStopsWhenAsked() throws IOException {
        ListSource source = ListSource.of(100);
        BooleanSupplier stop = () -> source.documentsRead() >= 11;
        RunReport report = rig.run(source, REQUEST, new DurableOperations(), stop);
        Checkpoint checkpoint = ((RunReport.Interrupted) report).checkpoint().orElseThrow();
        assertThat(said()).contains("Interrupted by user, saving checkpoint");
        assertThat(rig.place().saved(Checkpoints.SOURCE)).isEqualTo(new Saved.Committed(checkpoint, Optional.empty()));
        rig.run(ListSource.of(100), REQUEST, new DurableOperations());
        assertThat(rig.place().dataset(Checkpoints.SOURCE)).isEqualTo(uninterrupted(100));
    }

    @Test
    void honoursAnOffsetWrittenByHandAsANewRun() throws IOException {
        rig.place().put(Checkpoints.SOURCE, byHand(40));
        RunReport report = rig.run(ListSource.of(100), REQUEST, new DurableOperations());
        assertThat(said())
                .startsWith(
                        "Found checkpoint: memory/List-Somali", "Resuming from checkpoint: offset=40, processed=40");
        Checkpoint last = ((RunReport.Completed) report).receipt().checkpoint();
        assertThat(last.firstIndex()).isEqualTo(40);
        assertThat(last.lastIndex()).isEqualTo(100);
        assertThat(rig.place().dataset(Checkpoints.SOURCE).entries())
                .isEqualTo(uninterrupted(100).entries().stream()
                        .filter(entry -> entry.offset() >= 40)
                        .toList());
    }

    @Test
    void refusesAnOffsetThatTheSkipCannotReachAndChangesNothing() throws IOException {
        rig.place().put(Checkpoints.SOURCE, byHand(50_000));
        DurableOperations operations = new DurableOperations();
        RunReport report = rig.run(ListSource.of(10_000), REQUEST, operations);
        assertThat(report).isEqualTo(new RunReport.Refused(new Refusal.OffsetExceedsSize(50_000, 10_000, false)));
        assertThat(operations.log()).isEmpty();
    }

    @Test
    void refusesAnotherSnapshotAndChangesNothing() throws IOException {
        stopAfter(30);
        DurableOperations operations = new DurableOperations();
        RunReport report = rig.run(ListSource.of(100).edition("second"), REQUEST, operations);
        assertThat(report).isEqualTo(new RunReport.Refused(new Refusal.SnapshotGone("list@first", "list@second")));
        assertThat(operations.log()).isEmpty();
    }

    @Test
    void carriesOnWithThePinnedSnapshotWhenANewerOneExists() throws IOException {
        stopAfter(30);
        rig.run(ListSource.of(100).edition("newer"), REQUEST, new DurableOperations());
        assertThat(said()).anyMatch(line -> line.startsWith("A newer snapshot exists: list@newer."));
        assertThat(rig.place().dataset(Checkpoints.SOURCE)).isEqualTo(uninterrupted(100));
    }

    @Test
    void forceBeginsANewRun() throws IOException {
        stopAfter(30);
        RunReport report = rig.run(ListSource.of(100), REQUEST.withForce(), new DurableOperations());
        assertThat(((RunReport.Completed) report).receipt().checkpoint().runId())
                .isEqualTo(new RunId("run-of-process-2"));
        assertThat(rig.place().dataset(Checkpoints.SOURCE)).isEqualTo(uninterrupted(100));
        assertThat(rig.place().segmentNames()).isEmpty();
    }

    @Test
    void saysWhereItStartsAndNotThatItResumesWhenAnOffsetIsAskedFor() throws IOException {
        rig.run(ListSource.of(100), REQUEST.withFromOffset(40), new DurableOperations());
        assertThat(said())
                .startsWith("No checkpoint found, starting at offset 40")
                .noneMatch(IngestionRunTest::resumes);
        stopAfter(30);
        rig.run(ListSource.of(100), REQUEST.withForce().withFromOffset(40), new DurableOperations());
        assertThat(said())
                .startsWith("Ignoring any checkpoint, starting at offset 40")
                .noneMatch(IngestionRunTest::resumes);
    }

    @Test
    void anOffsetOfNoughtWrittenByHandIsFoundToo() throws IOException {
        rig.place().put(Checkpoints.SOURCE, byHand(0));
        rig.run(ListSource.of(100), REQUEST, new DurableOperations());
        assertThat(said())
                .startsWith("Found checkpoint: memory/List-Somali", "Resuming from checkpoint: offset=0, processed=0");
    }

    private static boolean resumes(String line) {
        return line.startsWith("Found") || line.startsWith("Resuming");
    }

    @Test
    void aBackupRestoredAfterForceCarriesOnTheOldRun() throws IOException {
        stopAfter(30);
        Saved.Committed backup = (Saved.Committed) rig.place().saved(Checkpoints.SOURCE);
        rig.place().backups.put(Checkpoints.SOURCE, backup);
        rig.run(ListSource.of(100), REQUEST.withForce(), new DurableOperations());

        rig.place().backups.clear();
        rig.place().put(Checkpoints.SOURCE, backup);
        RunReport report = rig.run(ListSource.of(100), REQUEST, new DurableOperations());
        assertThat(((RunReport.Completed) report).receipt().checkpoint().runId())
                .isEqualTo(new RunId("run-of-process-1"));
        assertThat(rig.place().dataset(Checkpoints.SOURCE)).isEqualTo(uninterrupted(100));
    }

    @Test
    void readsAgainWhatItsSegmentsHeldWhereAllOfThemAreGone() throws IOException {
        stopAfter(30);
        rig.place().segments.values().forEach(run -> run.clear());
        rig.run(ListSource.of(100), REQUEST, new DurableOperations());
        assertThat(rig.place().dataset(Checkpoints.SOURCE)).isEqualTo(uninterrupted(100));
    }

    @Test
    void attemptNumbersNeverRepeat() throws IOException {
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThatThrownBy(() -> rig.run(
                            new ListSource(Checkpoints.SOURCE, 100, 0, 0, "first", false),
                            REQUEST,
                            new DurableOperations().plan(4, Fault.CRASH_BEFORE)))
                    .isInstanceOf(SimulatedCrash.class);
        }
        assertThat(rig.place().segmentNames()).doesNotHaveDuplicates();
        Saved.Committed saved = (Saved.Committed) rig.place().saved(Checkpoints.SOURCE);
        assertThat(saved.checkpoint().attempt()).isEqualTo(5);
        assertThat(saved.checkpoint().stalledAttempts()).isEqualTo(5);
    }

    @Test
    void explainingChangesNothing() throws IOException {
        stopAfter(30);
        DurableOperations operations = new DurableOperations();
        ResumePlan plan = rig.process(ListSource.of(100), REQUEST, operations, () -> false)
                .explain();
        assertThat(plan).isInstanceOf(ResumePlan.CarryOn.class);
        assertThat(operations.log()).isEmpty();
    }

    private List<String> said() {
        return rig.said();
    }

    private void stopAfter(int documents) throws IOException {
        ListSource source = ListSource.of(100);
        rig.run(source, REQUEST, new DurableOperations(), () -> source.documentsRead() >= documents);
    }

    /** A process that dies between two checkpoints: at the first durable operation behind a document. */
    private static DurableOperations crashAtDocument(long n, ListSource source) {
        long operationsBefore = 3 + 3 * (n / RunRequest.CHECKPOINT_EVERY_DEFAULT);
        return new DurableOperations().plan(operationsBefore, Fault.CRASH_BEFORE);
    }

    private static Saved byHand(long offset) {
        return new Saved.OffsetOnly(offset, offset, Instant.EPOCH, "20251229_101500_list_abc123", Checkpoints.SOURCE);
    }

    private static InMemoryPlace.Dataset uninterrupted(int documents) throws IOException {
        Rig other = new Rig();
        other.run(ListSource.of(documents), REQUEST, new DurableOperations());
        return other.place().dataset(Checkpoints.SOURCE);
    }
}
