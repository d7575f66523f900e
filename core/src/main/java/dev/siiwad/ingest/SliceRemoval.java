package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes slices of shared runs: their segments first, so that as long as there is anything of one, its checkpoint tells. */
final class SliceRemoval {
    private final Storage storage;
    private final CheckpointStore checkpoints;

    SliceRemoval(Storage storage) {
        this.storage = storage;
        this.checkpoints = storage.checkpoints();
    }

    /**
     * Removes what the slices of a run hold that is given up; nothing happens if the run is not shared.
     *
     * @throws dev.siiwad.checkpoint.SourceBusyException if another process reads one of them
     */
    void of(Checkpoint plan) throws IOException {
        if (plan.run().plan().isPresent()) {
            of(plan.source(), Optional.of(plan.runId()));
        }
    }

    /** Removes all slices of a source that there are, of whatever run: where no plan stands, they are what was left. */
    void all(SourceId whole) throws IOException {
        of(whole, Optional.empty());
    }

    private void of(SourceId whole, Optional<RunId> run) throws IOException {
        for (SourceId slice : slices(whole)) {
            remove(slice, run);
        }
    }

    private List<SourceId> slices(SourceId whole) throws IOException {
        return checkpoints.list().stream()
                .filter(id -> Slice.wholeOf(id).equals(Optional.of(whole)))
                .toList();
    }

    @SuppressWarnings("try") // held for its life, never asked
    private void remove(SourceId slice, Optional<RunId> run) throws IOException {
        try (Closeable held = checkpoints.acquire(slice)) {
            Saved saved = checkpoints.load(slice);
            boolean asked = run.isEmpty()
                    || saved instanceof Saved.Committed committed
                            && committed.checkpoint().runId().equals(run.get());
            if (asked && !(saved instanceof Saved.None)) {
                storage.segments(slice).retainOnly(Set.of());
                checkpoints.delete(slice);
            }
        }
    }
}
