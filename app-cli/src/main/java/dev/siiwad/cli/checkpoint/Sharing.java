package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.SliceRemoval;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the commands about checkpoints know of runs that processes share: a plan counts nothing itself, and each of its slices has a checkpoint of its own. */
record Sharing(Storage storage) {
    /** Whether the checkpoint of a source is the plan of a shared run. */
    boolean isPlan(SourceId source) throws IOException {
        return plan(source).isPresent();
    }

    /** The plan of a source; empty if it has none, or none that can be read. */
    Optional<Checkpoint> plan(SourceId source) throws IOException {
        try {
            return storage.checkpoints().load(source) instanceof Saved.Committed committed
                    ? Optional.of(committed.checkpoint())
                            .filter(plan -> plan.run().plan().isPresent())
                    : Optional.empty();
        } catch (CorruptCheckpointException toldElsewhere) {
            return Optional.empty();
        }
    }

    /** The source whose plan a slice belongs to; empty if the source is not a slice, or there is no such plan. */
    Optional<SourceId> wholeOf(SourceId slice) throws IOException {
        Optional<SourceId> whole = Slice.wholeOf(slice);
        return whole.isPresent() && isPlan(whole.get()) ? whole : Optional.empty();
    }

    /** The slices of a source that have a checkpoint, in order. */
    List<SourceId> slices(SourceId whole) throws IOException {
        return of(whole, storage.checkpoints().list());
    }

    /** Those too that have none now, but something that was kept aside, or a backup. */
    List<SourceId> allSlices(SourceId whole) throws IOException {
        return of(whole, storage.checkpointAdmin().sources());
    }

    private static List<SourceId> of(SourceId whole, List<SourceId> sources) {
        return sources.stream()
                .filter(id -> Slice.wholeOf(id).equals(Optional.of(whole)))
                .toList();
    }

    /** When any checkpoint of a plan and its slices was written last. */
    Optional<Instant> written(SourceId whole) throws IOException {
        CheckpointAdmin admin = storage.checkpointAdmin();
        List<Instant> times = new ArrayList<>();
        admin.written(whole).ifPresent(times::add);
        for (SourceId slice : slices(whole)) {
            admin.written(slice).ifPresent(times::add);
        }
        return times.isEmpty() ? Optional.empty() : Optional.of(Collections.max(times));
    }

    /**
     * Holds a source, and what would be in the way of a change to it: the plan, where it is a slice, and all slices, where it is a plan.
     *
     * @throws SourceBusyException if another process holds one of them
     */
    Closeable hold(SourceId source) throws IOException {
        List<Closeable> held = new ArrayList<>();
        try {
            Optional<SourceId> whole = wholeOf(source);
            if (whole.isPresent()) {
                held.add(storage.checkpoints().acquire(whole.get()));
            }
            held.add(storage.checkpoints().acquire(source));
            if (isPlan(source)) {
                new SliceRemoval(storage).requireFree(source);
                for (SourceId slice : slices(source)) {
                    held.add(storage.checkpoints().acquire(slice));
                }
            }
        } catch (IOException e) {
            close(held);
            throw e;
        }
        return () -> close(held);
    }

    private static void close(List<Closeable> held) throws IOException {
        for (int n = held.size() - 1; n >= 0; n--) {
            held.get(n).close();
        }
    }
}
