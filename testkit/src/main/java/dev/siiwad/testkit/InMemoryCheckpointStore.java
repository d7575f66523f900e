package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.InMemoryStorage.Versioned;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checkpoints in memory, compare-and-set, without a lock. */
final class InMemoryCheckpointStore implements CheckpointStore {
    private final InMemoryStorage storage;
    private final DurableOperations operations;
    private final Map<SourceId, Long> seen = new HashMap<>();

    InMemoryCheckpointStore(InMemoryStorage storage, DurableOperations operations) {
        this.storage = storage;
        this.operations = operations;
    }

    @Override
    public Closeable acquire(SourceId source) {
        return () -> {};
    }

    @Override
    public Saved load(SourceId source) {
        seen.put(source, current(source));
        return storage.saved(source);
    }

    @Override
    public void commit(Checkpoint checkpoint) throws IOException {
        SourceId source = checkpoint.source();
        operations.run("commit " + checkpoint.lastIndex(), () -> {
            requireSeen(source);
            long version = storage.nextVersion();
            storage.checkpoints.put(source, new Versioned(version, new Saved.Committed(checkpoint, Optional.empty())));
            seen.put(source, version);
        });
    }

    @Override
    public void delete(SourceId source) throws IOException {
        operations.run("delete checkpoint", () -> {
            requireSeen(source);
            storage.checkpoints.remove(source);
            seen.put(source, 0L);
        });
    }

    @Override
    public List<SourceId> list() {
        return List.copyOf(storage.checkpoints.keySet());
    }

    @Override
    public Set<RunId> namedRuns(SourceId source) {
        Set<RunId> named = new TreeSet<>();
        if (storage.saved(source) instanceof Saved.Committed committed) {
            named.add(committed.checkpoint().runId());
        }
        if (storage.backups.containsKey(source)) {
            named.add(storage.backups.get(source).runId());
        }
        return named;
    }

    private long current(SourceId source) {
        Versioned found = storage.checkpoints.get(source);
        return found == null ? 0 : found.version();
    }

    private void requireSeen(SourceId source) throws LostRaceException {
        long current = current(source);
        long expected = seen.getOrDefault(source, 0L);
        if (current != expected) {
            throw new LostRaceException(
                    source + ": the checkpoint is at commit " + current + "; this run had last seen " + expected);
        }
    }
}
