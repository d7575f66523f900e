package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that marks on the disk what it is about to promise, and what it has promised. */
final class PromisingStore implements CheckpointStore {
    private final CheckpointStore store;
    private final PowerCutDisk disk;

    PromisingStore(CheckpointStore store, PowerCutDisk disk) {
        this.store = store;
        this.disk = disk;
    }

    @Override
    public void commit(Checkpoint checkpoint) throws IOException {
        Saved target = new Saved.Committed(checkpoint, Optional.empty());
        disk.mark(new Machine.Trying(target));
        store.commit(checkpoint);
        disk.mark(new Machine.Done(target));
    }

    @Override
    public void delete(SourceId source) throws IOException {
        disk.mark(new Machine.Trying(new Saved.None()));
        store.delete(source);
        disk.mark(new Machine.Done(new Saved.None()));
    }

    @Override
    public Closeable acquire(SourceId source) throws IOException {
        return store.acquire(source);
    }

    @Override
    public Glance glance(SourceId source, RunId run) throws IOException {
        return store.glance(source, run);
    }

    @Override
    public void forget(SourceId source) throws IOException {
        store.forget(source);
    }

    @Override
    public String where(SourceId source) {
        return store.where(source);
    }

    @Override
    public Saved load(SourceId source) throws IOException {
        return store.load(source);
    }

    @Override
    public List<SourceId> list() throws IOException {
        return store.list();
    }

    @Override
    public Set<RunId> referencedRuns(SourceId source) throws IOException {
        return store.referencedRuns(source);
    }
}
