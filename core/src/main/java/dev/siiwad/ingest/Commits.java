package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import java.io.IOException;
import java.time.Instant;

/** The checkpoints that one attempt commits, one after the other, and the last of them. */
final class Commits {
    private final CheckpointStore store;
    private Checkpoint last;

    Commits(CheckpointStore store, Checkpoint claim) {
        this.store = store;
        this.last = claim;
    }

    /** The last checkpoint that is durable. */
    Checkpoint last() {
        return last;
    }

    /**
     * Commits the last one once more, at a later time, so that no commit that another process prepares can come after it: that one expects what was there before.
     *
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken the source over
     */
    void again(Instant now) throws IOException {
        commit(last.again(now));
    }

    void commit(Checkpoint next) throws IOException {
        store.commit(next);
        last = next;
    }
}
