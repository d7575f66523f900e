package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What people do with checkpoints between runs: nothing that one of them has told to keep is lost. */
interface AdminContract extends StorageUnderTest {
    @Test
    default void seesNothingWhereNothingWasCommitted() throws IOException {
        CheckpointAdmin admin = another().checkpointAdmin();
        assertThat(admin.sources()).isEmpty();
        assertThat(admin.bytes(Checkpoints.SOURCE)).isEmpty();
        assertThat(admin.exists(Checkpoints.SOURCE)).isFalse();
        assertThat(admin.written(Checkpoints.SOURCE)).isEmpty();
        assertThat(admin.holder(Checkpoints.SOURCE)).isEmpty();
        assertThat(admin.hasBackup(Checkpoints.SOURCE)).isFalse();
        assertThat(admin.keepReplaced(Checkpoints.SOURCE)).isEmpty();
        assertThat(admin.keptAsideBefore(Checkpoints.SOURCE, tomorrow())).isEmpty();
        assertThatThrownBy(() -> admin.backUp(Checkpoints.SOURCE)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> admin.restore(Checkpoints.SOURCE)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> admin.removeKeptAside("x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
    }

    @Test
    default void seesACheckpointWithoutChangingIt() throws IOException {
        commit(Checkpoints.begun("run-1"));
        CheckpointAdmin admin = another().checkpointAdmin();
        assertThat(admin.sources()).containsExactly(Checkpoints.SOURCE);
        assertThat(admin.exists(Checkpoints.SOURCE)).isTrue();
        assertThat(admin.written(Checkpoints.SOURCE)).isPresent();
        assertThat(admin.holder(Checkpoints.SOURCE)).isEmpty();
        byte[] bytes = admin.bytes(Checkpoints.SOURCE).orElseThrow();
        assertThat(another().checkpointAdmin().bytes(Checkpoints.SOURCE)).hasValue(bytes);
        commit(Checkpoints.after("run-1", 1));
        assertThat(admin.bytes(Checkpoints.SOURCE).orElseThrow()).isNotEqualTo(bytes);
        delete();
        assertThat(admin.bytes(Checkpoints.SOURCE)).isEmpty();
        assertThat(admin.exists(Checkpoints.SOURCE)).isFalse();
    }

    @Test
    default void anOffsetSetByHandIsLoadedAndFencesOffWhoeverWasThere() throws IOException {
        commit(Checkpoints.begun("run-1"));
        CheckpointStore slow = another().checkpoints();
        slow.load(Checkpoints.SOURCE);
        Saved.OffsetOnly offset = byHand(40);
        another().checkpointAdmin().set(offset);

        assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(offset);
        assertThat(another().checkpointAdmin().exists(Checkpoints.SOURCE)).isTrue();
        assertThat(another().checkpoints().list()).containsExactly(Checkpoints.SOURCE);
        assertThat(another().checkpoints().referencedRuns(Checkpoints.SOURCE)).isEmpty();
        assertThatThrownBy(() -> slow.commit(Checkpoints.after("run-1", 1))).isInstanceOf(LostRaceException.class);
        another().checkpointAdmin().set(byHand(50));
        commit(Checkpoints.begun("run-2"));
        assertThat(runs()).containsExactly(new RunId("run-2"));
    }

    @Test
    default void aBackupKeepsItsSegmentsAndIsPutBack() throws IOException {
        Segments.write(another(), new RunId("run-1"));
        commit(Checkpoints.after("run-1", 1));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        assertThat(another().checkpointAdmin().hasBackup(Checkpoints.SOURCE)).isTrue();
        delete();
        Segments.write(another(), new RunId("run-2"));
        commit(Checkpoints.after("run-2", 1));
        assertBothRunsStay();

        CheckpointAdmin.Restored restored = another().checkpointAdmin().restore(Checkpoints.SOURCE);
        assertThat(restored.saved()).isEqualTo(committed(Checkpoints.after("run-1", 1)));
        assertThat(restored.replaced()).isPresent();
        assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(restored.saved());
        assertThat(another().checkpointAdmin().hasBackup(Checkpoints.SOURCE)).isFalse();
        assertBothRunsStay();
        assertThatThrownBy(() -> another().checkpointAdmin().restore(Checkpoints.SOURCE))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(restored.saved());
        commit(Checkpoints.after("run-1", 2));
    }

    @Test
    default void aRestoreFencesOffWhoeverWasThere() throws IOException {
        commit(Checkpoints.begun("run-1"));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        commit(Checkpoints.after("run-1", 1));
        CheckpointStore slow = another().checkpoints();
        slow.load(Checkpoints.SOURCE);
        another().checkpointAdmin().restore(Checkpoints.SOURCE);
        assertThatThrownBy(() -> slow.commit(Checkpoints.after("run-1", 2))).isInstanceOf(LostRaceException.class);
    }

    @Test
    default void aLaterBackupTakesThePlaceOfAnEarlierOne() throws IOException {
        commit(Checkpoints.begun("run-1"));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        commit(Checkpoints.begun("run-2"));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        commit(Checkpoints.begun("run-3"));
        assertThat(runs()).containsExactly(new RunId("run-2"), new RunId("run-3"));
        another().checkpointAdmin().restore(Checkpoints.SOURCE);
        assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(committed(Checkpoints.begun("run-2")));
    }

    /** As a crash leaves it: the checkpoint is replaced, and the backup still there. */
    @Test
    default void restoringWhatIsThereAlreadyKeepsNothingElseAndLosesNothing() throws IOException {
        commit(Checkpoints.begun("run-1"));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        CheckpointAdmin.Restored restored = another().checkpointAdmin().restore(Checkpoints.SOURCE);
        assertThat(restored)
                .isEqualTo(new CheckpointAdmin.Restored(committed(Checkpoints.begun("run-1")), Optional.empty()));
        assertThat(another().checkpointAdmin().hasBackup(Checkpoints.SOURCE)).isFalse();
        assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(restored.saved());
        assertThat(another().checkpointAdmin().keptAsideBefore(Checkpoints.SOURCE, tomorrow()))
                .isEmpty();
    }

    @Test
    default void aBackupOfADeletedCheckpointIsPutBack() throws IOException {
        commit(Checkpoints.after("run-1", 1));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        delete();
        assertThat(runs()).containsExactly(new RunId("run-1"));
        CheckpointAdmin.Restored restored = another().checkpointAdmin().restore(Checkpoints.SOURCE);
        assertThat(restored.replaced()).isEmpty();
        assertThat(another().checkpoints().load(Checkpoints.SOURCE))
                .isEqualTo(committed(Checkpoints.after("run-1", 1)));
    }

    @Test
    default void everyCheckpointReplacedByHandIsKeptAndCanBeRemoved() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String run : new String[] {"run-1", "run-2"}) {
            Segments.write(another(), new RunId(run));
            commit(Checkpoints.after(run, 1));
            names.add(
                    another().checkpointAdmin().keepReplaced(Checkpoints.SOURCE).orElseThrow());
        }
        another().checkpointAdmin().set(byHand(3));
        assertThat(names).as("where they are kept").hasSize(2);
        assertBothRunsStay();
        delete();

        CheckpointAdmin admin = another().checkpointAdmin();
        assertThat(admin.sources()).containsExactly(Checkpoints.SOURCE);
        assertThat(admin.keptAsideBefore(Checkpoints.SOURCE, Instant.EPOCH)).isEmpty();
        assertThat(admin.keptAsideBefore(Checkpoints.SOURCE, tomorrow())).hasSize(2);
        admin.removeKeptAside(
                admin.keptAsideBefore(Checkpoints.SOURCE, tomorrow()).get(0));
        assertThat(runs()).hasSize(1);
        admin.removeKeptAside(
                admin.keptAsideBefore(Checkpoints.SOURCE, tomorrow()).get(0));
        assertThat(runs()).isEmpty();
    }

    @Test
    default void anUnusableBackupChangesNothing() throws IOException {
        commit(Checkpoints.begun("run-1"));
        another().checkpointAdmin().backUp(Checkpoints.SOURCE);
        commit(Checkpoints.after("run-1", 1));
        damageBackup(place(), Checkpoints.SOURCE);
        assertThatThrownBy(() -> another().checkpointAdmin().restore(Checkpoints.SOURCE))
                .isInstanceOf(CorruptCheckpointException.class);
        assertThat(another().checkpoints().load(Checkpoints.SOURCE))
                .isEqualTo(committed(Checkpoints.after("run-1", 1)));
        assertThat(another().checkpointAdmin().hasBackup(Checkpoints.SOURCE)).isTrue();
        assertThat(another().checkpointAdmin().keptAsideBefore(Checkpoints.SOURCE, tomorrow()))
                .isEmpty();
        assertThatThrownBy(() -> another().checkpoints().referencedRuns(Checkpoints.SOURCE))
                .as("a backup that does not tell its run")
                .isInstanceOf(CorruptCheckpointException.class);
    }

    private void assertBothRunsStay() throws IOException {
        assertThat(runs()).containsExactly(new RunId("run-1"), new RunId("run-2"));
        Storage storage = another();
        storage.segments(Checkpoints.SOURCE).retainOnly(storage.checkpoints().referencedRuns(Checkpoints.SOURCE));
        for (String run : new String[] {"run-1", "run-2"}) {
            assertThat(another().segments(Checkpoints.SOURCE).length(new RunId(run), new SegmentName(1, 1)))
                    .as("the segment of %s", run)
                    .isPresent();
        }
    }

    private Set<RunId> runs() throws IOException {
        return new TreeSet<>(another().checkpoints().referencedRuns(Checkpoints.SOURCE));
    }

    private void commit(Checkpoint checkpoint) throws IOException {
        CheckpointStore store = another().checkpoints();
        store.load(checkpoint.source());
        store.commit(checkpoint);
    }

    private void delete() throws IOException {
        CheckpointStore store = another().checkpoints();
        store.load(Checkpoints.SOURCE);
        store.delete(Checkpoints.SOURCE);
    }

    private static Saved committed(Checkpoint checkpoint) {
        return new Saved.Committed(checkpoint, Optional.empty());
    }

    private static Saved.OffsetOnly byHand(long offset) {
        SourceId source = Checkpoints.SOURCE;
        return new Saved.OffsetOnly(offset, offset, Instant.parse("2025-12-29T10:15:00Z"), "by-hand", source);
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }
}
