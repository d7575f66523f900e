package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.InMemoryPlace.Versioned;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checkpoints in memory, compare-and-set, without a lock. */
final class InMemoryCheckpointStore implements CheckpointStore {
    private final InMemoryPlace place;
    private final DurableOperations operations;
    private final Map<SourceId, Long> seen = new HashMap<>();

    InMemoryCheckpointStore(InMemoryPlace place, DurableOperations operations) {
        this.place = place;
        this.operations = operations;
    }

    @Override
    public Closeable acquire(SourceId source) {
        return () -> {};
    }

    @Override
    public Glance glance(SourceId source, RunId run) {
        return place.saved(source).isEndOf(run) ? Glance.EXHAUSTED : Glance.FREE;
    }

    @Override
    public String where(SourceId source) {
        return "memory/" + source;
    }

    @Override
    public Saved load(SourceId source) {
        seen.put(source, current(source));
        return place.saved(source);
    }

    @Override
    public void commit(Checkpoint checkpoint) throws IOException {
        SourceId source = checkpoint.source();
        operations.run("commit " + checkpoint.lastIndex(), () -> {
            requireSeen(source);
            long version = place.nextVersion();
            place.checkpoints.put(source, new Versioned(version, new Saved.Committed(checkpoint, Optional.empty())));
            seen.put(source, version);
        });
    }

    @Override
    public void delete(SourceId source) throws IOException {
        operations.run("delete checkpoint", () -> {
            requireSeen(source);
            place.checkpoints.remove(source);
            seen.put(source, 0L);
        });
    }

    @Override
    public List<SourceId> list() {
        return List.copyOf(place.checkpoints.keySet());
    }

    @Override
    public Set<RunId> referencedRuns(SourceId source) throws CorruptCheckpointException {
        requireUsableBackup(place, source);
        Stream<Saved> kept = place.replaced.values().stream()
                .filter(replaced -> replaced.source().equals(source))
                .map(InMemoryPlace.Replaced::saved);
        return Stream.concat(Stream.of(place.saved(source), place.backup(source)), kept)
                .filter(Saved.Committed.class::isInstance)
                .map(saved -> ((Saved.Committed) saved).checkpoint().runId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static void requireUsableBackup(InMemoryPlace place, SourceId source) throws CorruptCheckpointException {
        if (place.damagedBackups.contains(source)) {
            throw new CorruptCheckpointException("memory/" + source + "/backup: was damaged on purpose");
        }
    }

    private long current(SourceId source) {
        Versioned found = place.checkpoints.get(source);
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
