package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every checkpoint store keeps to. */
public abstract class CheckpointStoreContract {
    /** Another store object over the same storage, as another process would have it; the storage is empty at the start of a test. */
    protected abstract CheckpointStore open() throws IOException;

    @Test
    void findsNothingWhereNothingWasCommitted() throws IOException {
        assertThat(open().load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
        assertThat(open().list()).isEmpty();
        assertThat(open().referencedRuns(Checkpoints.SOURCE)).isEmpty();
    }

    @Test
    void anotherProcessLoadsWhatWasCommitted() throws IOException {
        Checkpoint checkpoint = Checkpoints.after("run-1", 3);
        commitAll(Checkpoints.begun("run-1"), checkpoint);
        assertThat(open().load(Checkpoints.SOURCE)).isEqualTo(new Saved.Committed(checkpoint, Optional.empty()));
        assertThat(open().list()).containsExactly(Checkpoints.SOURCE);
        assertThat(open().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-1"));
    }

    @Test
    void aCommitLosesAgainstOneMadeSinceTheLoad() throws IOException {
        commitAll(Checkpoints.begun("run-1"));
        CheckpointStore slow = open();
        slow.load(Checkpoints.SOURCE);
        CheckpointStore quick = open();
        quick.load(Checkpoints.SOURCE);
        Checkpoint taken = Checkpoints.begun("run-1").claimedBy(Checkpoints.OWNER, 2, Instant.EPOCH);
        quick.commit(taken);

        assertThatThrownBy(() -> slow.commit(Checkpoints.after("run-1", 1))).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> slow.delete(Checkpoints.SOURCE)).isInstanceOf(LostRaceException.class);
        assertThat(open().load(Checkpoints.SOURCE)).isEqualTo(new Saved.Committed(taken, Optional.empty()));
    }

    @Test
    void aCommitLosesAgainstADeletion() throws IOException {
        commitAll(Checkpoints.begun("run-1"));
        CheckpointStore slow = open();
        slow.load(Checkpoints.SOURCE);
        CheckpointStore quick = open();
        quick.load(Checkpoints.SOURCE);
        quick.delete(Checkpoints.SOURCE);

        assertThatThrownBy(() -> slow.commit(Checkpoints.after("run-1", 1))).isInstanceOf(LostRaceException.class);
        assertThat(open().load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
    }

    @Test
    void twoFirstCommitsHaveOneWinner() throws IOException {
        CheckpointStore first = open();
        CheckpointStore second = open();
        first.load(Checkpoints.SOURCE);
        second.load(Checkpoints.SOURCE);
        first.commit(Checkpoints.begun("run-1"));

        assertThatThrownBy(() -> second.commit(Checkpoints.begun("run-2"))).isInstanceOf(LostRaceException.class);
        assertThat(open().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-1"));
    }

    @Test
    void deletesForGoodAndBeginsAgain() throws IOException {
        commitAll(Checkpoints.begun("run-1"), Checkpoints.after("run-1", 1));
        CheckpointStore store = open();
        store.load(Checkpoints.SOURCE);
        store.delete(Checkpoints.SOURCE);
        assertThat(store.load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).isEmpty();
        store.delete(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-2"));
        assertThat(open().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-2"));
    }

    @Test
    void aNewRunTakesThePlaceOfTheOldOne() throws IOException {
        commitAll(Checkpoints.begun("run-1"), Checkpoints.after("run-1", 1), Checkpoints.begun("run-2"));
        assertThat(open().referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-2"));
    }

    private void commitAll(Checkpoint... checkpoints) throws IOException {
        CheckpointStore store = open();
        store.load(Checkpoints.SOURCE);
        for (Checkpoint checkpoint : checkpoints) {
            store.commit(checkpoint);
        }
    }
}
