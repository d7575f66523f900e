package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import java.io.IOException;

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

    void commit(Checkpoint next) throws IOException {
        store.commit(next);
        last = next;
    }
}
