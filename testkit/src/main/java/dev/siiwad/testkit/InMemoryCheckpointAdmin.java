package dev.siiwad.testkit;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What people do with checkpoints in memory. */
final class InMemoryCheckpointAdmin implements CheckpointAdmin {
    private final InMemoryPlace place;

    InMemoryCheckpointAdmin(InMemoryPlace place) {
        this.place = place;
    }

    @Override
    public String where() {
        return "memory";
    }

    @Override
    public List<SourceId> sources() {
        TreeSet<SourceId> sources = new TreeSet<>(place.checkpoints.keySet());
        place.replaced.values().forEach(kept -> sources.add(kept.source()));
        return List.copyOf(sources);
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) {
        Saved saved = place.saved(source);
        return saved instanceof Saved.None
                ? Optional.empty()
                : Optional.of(saved.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean exists(SourceId source) {
        return place.checkpoints.containsKey(source);
    }

    @Override
    public Optional<Instant> written(SourceId source) {
        Saved saved = place.saved(source);
        if (saved instanceof Saved.Committed committed) {
            return Optional.of(committed.checkpoint().timestamp());
        }
        return saved instanceof Saved.OffsetOnly offset ? Optional.of(offset.timestamp()) : Optional.empty();
    }

    @Override
    public Optional<String> holder(SourceId source) {
        return Optional.empty();
    }

    @Override
    public void set(Saved.OffsetOnly offset) {
        place.put(offset.source(), offset);
    }

    @Override
    public String backup(SourceId source) {
        return "memory/" + source + "/backup";
    }

    @Override
    public boolean hasBackup(SourceId source) {
        return place.backups.containsKey(source);
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        place.backups.put(source, require(place.saved(source), source));
        place.damagedBackups.remove(source);
    }

    @Override
    public Restored restore(SourceId source) throws IOException {
        InMemoryCheckpointStore.requireUsableBackup(place, source);
        Saved backup = require(place.backup(source), source);
        Optional<String> replaced = place.saved(source).equals(backup) ? Optional.empty() : keepReplaced(source);
        place.put(source, backup);
        place.backups.remove(source);
        return new Restored(backup, replaced);
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) {
        Saved saved = place.saved(source);
        if (saved instanceof Saved.None) {
            return Optional.empty();
        }
        String name = "memory/" + source + "/replaced-" + place.nextVersion();
        place.replaced.put(name, new InMemoryPlace.Replaced(source, saved, Instant.now()));
        return Optional.of(name);
    }

    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) {
        return place.replaced.entrySet().stream()
                .filter(kept -> kept.getValue().source().equals(source)
                        && kept.getValue().kept().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void removeKeptAside(String name) {
        if (place.replaced.remove(name) == null) {
            throw new IllegalArgumentException(name + " is not a checkpoint that was kept aside");
        }
    }

    private static Saved require(Saved saved, SourceId source) throws NoSuchFileException {
        if (saved instanceof Saved.None) {
            throw new NoSuchFileException("memory/" + source);
        }
        return saved;
    }
}
