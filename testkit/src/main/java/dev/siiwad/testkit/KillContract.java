package dev.siiwad.testkit;

import static dev.siiwad.testkit.Segments.NAME;
import static dev.siiwad.testkit.Segments.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A process killed by the operating system: what it was told is done stays, its source is free, and nothing is half done. */
interface KillContract extends StorageUnderTest {
    int KILLS_MAX = 4;

    @Test
    default void aCommitThatReturnedSurvives() throws IOException {
        assertThat(killedAfter(ChildStep.COMMIT)).isEqualTo("committed");
        assertThat(another().checkpoints().load(Checkpoints.SOURCE))
                .isEqualTo(new Saved.Committed(Checkpoints.after("run-1", 1), Optional.empty()));
        assertThat(another().checkpoints().list()).containsExactly(Checkpoints.SOURCE);
    }

    @Test
    default void aSealThatReturnedSurvives() throws IOException {
        String sealed = killedAfter(ChildStep.SEAL);
        assertThat(another().segments(Checkpoints.SOURCE).length(RUN, NAME)).isPresent();
        List<Object> entries = new ArrayList<>();
        assertThat(another().segments(Checkpoints.SOURCE).read(RUN, NAME, entries::add))
                .hasToString(sealed);
        assertThat(entries).isEqualTo(Segments.entries());
    }

    @Test
    default void anAttemptThatWasRecordedSurvives() throws IOException {
        killedAfter(ChildStep.RECORD_ATTEMPT);
        assertThat(another().segments(Checkpoints.SOURCE).highestAttempt(RUN)).isEqualTo(7);
    }

    @Test
    default void aPayloadThatWasStoredSurvives() throws IOException {
        killedAfter(ChildStep.STORE_PAYLOAD);
        assertThat(another().segments(Checkpoints.SOURCE).payload(RUN, "list@first"))
                .contains(PayloadContract.LIST);
    }

    @Test
    default void aSourceHeldByAnotherProcessIsRefusedOrFencedAndFreeOnceThatIsKilled() throws IOException {
        try (ChildProcess child = child(place(), ChildStep.HOLD)) {
            assertThat(child.line()).isEqualTo("holding");
            boolean taken = takenOver();
            child.send();
            assertThat(child.line()).isEqualTo(taken ? "lost" : "committed");
        }
        CheckpointStore next = another().checkpoints();
        try (Closeable held = next.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            next.load(Checkpoints.SOURCE);
            next.commit(Checkpoints.begun("run-2"));
        }
    }

    @Test
    default void aStreamOfSealsAndCommitsKilledAtAnyMomentLosesNothing() throws IOException {
        long acknowledged = 0;
        for (int n = 0; n < kills(); n++) {
            List<String> said = new ArrayList<>();
            try (ChildProcess child = child(place(), ChildStep.STREAM)) {
                for (int lines = 2 + new Random(n).nextInt(12); lines > 0; lines--) {
                    said.add(child.line());
                }
                said.addAll(child.kill());
            }
            acknowledged = assertNothingLost(said, acknowledged);
        }
    }

    @Test
    default void aRestoreKilledAtAnyMomentLosesNeitherCheckpoint() throws IOException {
        CheckpointStore store = another().checkpoints();
        store.load(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-1"));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-2"));
        for (int n = 0; n < kills(); n++) {
            if (!another().checkpointAdmin().hasBackup(Checkpoints.SOURCE)) {
                another().checkpointAdmin().backUp(Checkpoints.SOURCE);
            }
            try (ChildProcess child = child(place(), ChildStep.RESTORE)) {
                for (int lines = new Random(n).nextInt(5); lines >= 0; lines--) {
                    child.line();
                }
            }
            assertThat(another().checkpoints().referencedRuns(Checkpoints.SOURCE))
                    .containsExactlyInAnyOrder(new RunId("run-1"), new RunId("run-2"));
            assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isInstanceOf(Saved.Committed.class);
        }
    }

    @Test
    default void publishingKilledAtAnyMomentShowsNothingHalfAndEndsInTheSameBytes() throws IOException {
        int[] lines = {1, 6, FinishedRun.DOCUMENTS - FinishedRun.DROPPED, FinishedRun.DOCUMENTS - FinishedRun.DROPPED};
        Path elsewhere = Files.createDirectory(place().resolve("elsewhere"));
        FinishedRun.of(another(elsewhere), "run-1", 5, 4, 3).publish(another(elsewhere), DatasetFormat.JSON_LINES);
        SortedMap<String, String> expected = Published.documents(another(elsewhere));
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        for (int n = lines.length - kills(); n < lines.length; n++) {
            try (ChildProcess child = child(place(), ChildStep.PUBLISH)) {
                for (int line = 0; line < lines[n]; line++) {
                    assertThat(child.line()).startsWith("entry");
                }
            }
            Published.assertNothingHalf(another());
        }
        run.publish(another(), DatasetFormat.JSON_LINES);
        Published.assertOne(another(), FinishedRun.KEPT);
        assertThat(Published.documents(another())).isEqualTo(expected);
    }

    /** Whether a source that another process holds could be had; not where only one process at a time may open the storage. */
    private boolean takenOver() throws IOException {
        CheckpointStore store;
        try {
            store = another().checkpoints();
        } catch (IOException oneProcessAtATime) {
            return false;
        }
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            store.load(Checkpoints.SOURCE);
            store.commit(Checkpoints.begun("run-1").claimedBy(Checkpoints.owner("parent"), 2, Instant.EPOCH));
            return true;
        } catch (SourceBusyException refused) {
            assertThat(refused).hasMessageContaining(Checkpoints.SOURCE.value());
            return false;
        }
    }

    private int kills() {
        return Math.min(KILLS_MAX, Math.max(1, triesMax() / 4));
    }

    private ChildProcess child(Path where, ChildStep step) throws IOException {
        Assumptions.assumeTrue(
                outlivesProcesses(), "This storage does not outlive its process: what a kill leaves is not tested");
        closeAll();
        return ChildProcess.start(getClass(), where, step);
    }

    /** What a child said when its step had returned; then it was killed. */
    private String killedAfter(ChildStep step) throws IOException {
        try (ChildProcess child = child(place(), step)) {
            return child.line();
        }
    }

    /** Returns the offset that is committed, which is no lower than any that was said. */
    private long assertNothingLost(List<String> said, long before) throws IOException {
        Saved saved = another().checkpoints().load(Checkpoints.SOURCE);
        Checkpoint checkpoint = ((Saved.Committed) saved).checkpoint();
        assertThat(checkpoint.lastIndex()).isGreaterThanOrEqualTo(before);
        SegmentStore segments = another().segments(Checkpoints.SOURCE);
        for (String line : said) {
            String value = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("commit")) {
                assertThat(checkpoint.lastIndex()).as(line).isGreaterThanOrEqualTo(Long.parseLong(value));
            } else {
                assertThat(segments.length(RUN, SegmentName.parse(value)))
                        .as(line)
                        .isPresent();
            }
        }
        CountedSegments counted = new CountedSegments(checkpoint.exhausted(Instant.EPOCH), segments);
        assertThatCode(() -> counted.forEach(entry -> {})).doesNotThrowAnyException();
        return checkpoint.lastIndex();
    }
}
