package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes slices of shared runs: their segments first, so that as long as there is anything of one, its checkpoint tells. */
public final class SliceRemoval {
    private static final RunId ANY = new RunId("any");

    private final Storage storage;
    private final CheckpointStore checkpoints;

    /** @param storage open for as long as anything is removed */
    public SliceRemoval(Storage storage) {
        this.storage = storage;
        this.checkpoints = storage.checkpoints();
    }

    /**
     * Removes what the slices of a run hold that is given up; nothing happens if the run is not shared.
     *
     * @throws SourceBusyException if another process reads one of them; that one stays
     */
    void of(Checkpoint plan) throws IOException {
        if (plan.run().plan().isPresent()) {
            of(plan.source(), plan.runId());
        }
    }

    /** The same, of a run whose plan is gone. */
    void of(SourceId whole, RunId run) throws IOException {
        of(whole, Optional.of(run));
    }

    /** Removes all slices of a source that there are, of whatever run: where no plan stands, they are what was left. */
    public void all(SourceId whole) throws IOException {
        of(whole, Optional.empty());
    }

    /**
     * Makes sure that nobody reads a slice of a run that is about to be given up. Those whose owner may live elsewhere are looked at before any is waited for, so that all are waited for
     * at once.
     *
     * @throws SourceBusyException if another process does; nothing has changed then
     */
    @SuppressWarnings("try") // held for a moment, never asked
    public void requireFree(SourceId whole) throws IOException {
        List<SourceId> slices = checkpoints.slices(whole);
        for (SourceId slice : slices) {
            checkpoints.glance(slice, ANY);
        }
        for (SourceId slice : slices) {
            try (Closeable held = checkpoints.acquire(slice)) {
                checkpoints.load(slice);
            } catch (CorruptCheckpointException damaged) {
                // It is free all the same.
            }
        }
    }

    private void of(SourceId whole, Optional<RunId> run) throws IOException {
        Optional<SourceBusyException> busy = Optional.empty();
        for (SourceId slice : checkpoints.removeRead(whole, run)) {
            try {
                remove(slice, run);
                checkpoints.forget(slice);
            } catch (SourceBusyException e) {
                busy = busy.or(() -> Optional.of(e));
            }
        }
        if (busy.isPresent()) {
            throw busy.get();
        }
    }

    @SuppressWarnings("try") // held for its life, never asked
    private void remove(SourceId slice, Optional<RunId> run) throws IOException {
        try (Closeable held = checkpoints.acquire(slice)) {
            Saved saved = checkpoints.load(slice);
            boolean asked = run.isEmpty()
                    || saved instanceof Saved.Committed committed
                            && committed.checkpoint().runId().equals(run.get());
            if (asked && !(saved instanceof Saved.None)) {
                remove(slice);
            }
        }
    }

    /** What a copy names that somebody has made of a checkpoint stays. */
    private void remove(SourceId slice) throws IOException {
        CheckpointAdmin admin = storage.checkpointAdmin();
        boolean copied = admin.hasBackup(slice)
                || !admin.keptAsideBefore(slice, Instant.MAX).isEmpty();
        if (!copied) {
            storage.segments(slice).retainOnly(Set.of());
        }
        checkpoints.delete(slice);
        if (copied) {
            storage.segments(slice).retainOnly(there -> checkpoints.referencedRuns(slice));
        }
    }
}
