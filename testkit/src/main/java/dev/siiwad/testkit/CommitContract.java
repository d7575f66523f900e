package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The one checkpoint of each source: replaced atomically, by whoever has seen the one before, and there for every other process. */
interface CommitContract extends StorageUnderTest {
    @Test
    default void findsNothingWhereNothingWasCommitted() throws IOException {
        CheckpointStore store = another().checkpoints();
        assertThat(store.load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
        assertThat(store.list()).isEmpty();
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).isEmpty();
        store.delete(Checkpoints.SOURCE);
        assertThat(store.where(Checkpoints.SOURCE)).isNotBlank();
    }

    @Test
    default void anotherProcessLoadsWhatWasCommitted() throws IOException {
        Checkpoint checkpoint = Checkpoints.after("run-1", 3);
        commitAll(Checkpoints.begun("run-1"), checkpoint);
        CheckpointStore other = another().checkpoints();
        assertThat(other.load(Checkpoints.SOURCE)).isEqualTo(committed(checkpoint));
        assertThat(other.list()).containsExactly(Checkpoints.SOURCE);
        assertThat(other.referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-1"));
    }

    @Test
    default void aStorageThatIsOpenSeesWhatAnotherCommitted() throws IOException {
        CheckpointStore before = another().checkpoints();
        before.load(Checkpoints.SOURCE);
        commitAll(Checkpoints.begun("run-1"));
        assertThat(before.load(Checkpoints.SOURCE)).isEqualTo(committed(Checkpoints.begun("run-1")));
    }

    @Test
    default void keepsEveryPartOfACheckpoint() throws IOException {
        Checkpoint claimed = Checkpoints.after("run-1", 2)
                .claimedBy(new Owner("another host", "", 1, "n"), 3, Instant.EPOCH)
                .holding(20, Instant.parse("2026-11-01T08:00:00.123456Z"));
        commitAll(claimed);
        assertThat(loaded()).isEqualTo(committed(claimed));

        Checkpoint all = Checkpoints.after("run-1", 2).exhausted(Instant.parse("2026-11-01T09:00:00Z"));
        TreeMap<String, String> extra = new TreeMap<>();
        extra.put("a_later_member", "[1,2]");
        Checkpoint withExtra = new Checkpoint(all.run(), all.claim(), all.extent(), all.timestamp(), extra);
        commitAll(withExtra);
        assertThat(loaded()).isEqualTo(committed(withExtra));
    }

    @Test
    default void aCommitLosesAgainstOneMadeSinceTheLoad() throws IOException {
        commitAll(Checkpoints.begun("run-1"));
        CheckpointStore slow = loadedStore();
        CheckpointStore quick = loadedStore();
        Checkpoint taken = Checkpoints.begun("run-1").claimedBy(Checkpoints.owner("quick"), 2, Instant.EPOCH);
        quick.commit(taken);

        assertLoses(slow);
        assertThat(loaded()).isEqualTo(committed(taken));
    }

    @Test
    default void aCommitLosesAgainstADeletion() throws IOException {
        commitAll(Checkpoints.begun("run-1"));
        CheckpointStore slow = loadedStore();
        loadedStore().delete(Checkpoints.SOURCE);

        assertLoses(slow);
        assertThat(loaded()).isEqualTo(new Saved.None());
    }

    @Test
    default void aCommitLosesAgainstADeletionAndANewRun() throws IOException {
        commitAll(Checkpoints.begun("run-1"));
        CheckpointStore slow = loadedStore();
        CheckpointStore quick = loadedStore();
        quick.delete(Checkpoints.SOURCE);
        quick.commit(Checkpoints.begun(Checkpoints.SOURCE, "run-2", Checkpoints.owner("quick")));

        assertLoses(slow);
        assertThat(another().checkpoints().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-2"));
    }

    @Test
    default void whoHasLostMayLoadAndCommitAgain() throws IOException {
        commitAll(Checkpoints.begun("run-1"));
        CheckpointStore slow = loadedStore();
        loadedStore().commit(Checkpoints.begun("run-1").claimedBy(Checkpoints.owner("quick"), 2, Instant.EPOCH));
        assertLoses(slow);
        slow.load(Checkpoints.SOURCE);
        slow.commit(Checkpoints.after("run-1", 2));
        assertThat(loaded()).isEqualTo(committed(Checkpoints.after("run-1", 2)));
    }

    @Test
    default void twoFirstCommitsHaveOneWinner() throws IOException {
        CheckpointStore first = loadedStore();
        CheckpointStore second = loadedStore();
        first.commit(Checkpoints.begun("run-1"));

        Checkpoint other = Checkpoints.begun(Checkpoints.SOURCE, "run-2", Checkpoints.owner("second"));
        assertThatThrownBy(() -> second.commit(other)).isInstanceOf(LostRaceException.class);
        assertThat(another().checkpoints().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-1"));
    }

    @Test
    default void deletesForGoodAndBeginsAgain() throws IOException {
        commitAll(Checkpoints.begun("run-1"), Checkpoints.after("run-1", 1));
        CheckpointStore store = loadedStore();
        store.delete(Checkpoints.SOURCE);
        assertThat(store.load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
        assertThat(loaded()).isEqualTo(new Saved.None());
        assertThat(another().checkpoints().list()).isEmpty();
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).isEmpty();
        store.delete(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-2"));
        assertThat(another().checkpoints().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-2"));
    }

    @Test
    default void aNewRunTakesThePlaceOfTheOldOne() throws IOException {
        commitAll(Checkpoints.begun("run-1"), Checkpoints.after("run-1", 1), Checkpoints.begun("run-2"));
        assertThat(another().checkpoints().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-2"));
        assertThat(loaded()).isEqualTo(committed(Checkpoints.begun("run-2")));
    }

    @Test
    default void listsEverySourceThatHasACheckpointInOrder() throws IOException {
        CheckpointStore store = another().checkpoints();
        for (String id : new String[] {"b", "a", "c"}) {
            SourceId source = new SourceId(id);
            store.load(source);
            store.commit(Checkpoints.begun(source, "run-of-" + id, Checkpoints.OWNER));
        }
        store.delete(new SourceId("b"));
        CheckpointStore other = another().checkpoints();
        assertThat(other.list()).containsExactly(new SourceId("a"), new SourceId("c"));
        assertThat(other.referencedRuns(new SourceId("a"))).containsExactly(new RunId("run-of-a"));
        assertThat(other.where(new SourceId("a"))).isNotEqualTo(other.where(new SourceId("c")));
    }

    private void assertLoses(CheckpointStore slow) {
        Checkpoint late = Checkpoints.after("run-1", 1);
        assertThatThrownBy(() -> slow.commit(late)).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> slow.commit(late)).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> slow.delete(Checkpoints.SOURCE)).isInstanceOf(LostRaceException.class);
    }

    private Saved loaded() throws IOException {
        return another().checkpoints().load(Checkpoints.SOURCE);
    }

    private CheckpointStore loadedStore() throws IOException {
        CheckpointStore store = another().checkpoints();
        store.load(Checkpoints.SOURCE);
        return store;
    }

    private void commitAll(Checkpoint... checkpoints) throws IOException {
        CheckpointStore store = loadedStore();
        for (Checkpoint checkpoint : checkpoints) {
            store.commit(checkpoint);
        }
    }

    private static Saved committed(Checkpoint checkpoint) {
        return new Saved.Committed(checkpoint, Optional.empty());
    }
}
