package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Any storage, every durable operation of which is counted, and can be made to fail or to be the last of its process. What a dead process has reserved is
 * freed when it is closed, as a kernel would; nothing else of it reaches the storage any more.
 */
public final class CrashingStorage implements Storage {
    private final Storage storage;
    private final DurableOperations operations;
    private final CheckpointStore checkpoints;

    /** @param storage closed with this */
    public CrashingStorage(Storage storage, DurableOperations operations) {
        this.storage = storage;
        this.operations = operations;
        this.checkpoints = new CrashingCheckpointStore(storage.checkpoints(), operations);
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return new CrashingCheckpointAdmin(storage.checkpointAdmin(), operations);
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new CrashingSegmentStore(storage.segments(source), operations);
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        Publisher publisher = storage.publisher(format, programVersion, key);
        return new Publisher() {
            @Override
            public Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException {
                return operations.call("publish", () -> publisher.publish(counted, info, relations));
            }

            @Override
            public boolean help(CountedSegments counted, SourceInfo info) throws IOException {
                return publisher.help(counted, info);
            }

            @Override
            public void removeHelp(SourceId source, RunId run, Instant started) throws IOException {
                publisher.removeHelp(source, run, started);
            }
        };
    }

    @Override
    public Datasets datasets() {
        return new CrashingDatasets(storage.datasets(), operations);
    }

    @Override
    public void close() {
        storage.close();
    }

    private record CrashingCheckpointStore(CheckpointStore store, DurableOperations operations)
            implements CheckpointStore {
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
        public List<SourceId> removeRead(SourceId source, Optional<RunId> run) throws IOException {
            return store.removeRead(source, run);
        }

        @Override
        public Saved load(SourceId source) throws IOException {
            return store.load(source);
        }

        @Override
        public void commit(Checkpoint checkpoint) throws IOException {
            operations.run("commit " + checkpoint.lastIndex(), () -> store.commit(checkpoint));
        }

        @Override
        public void delete(SourceId source) throws IOException {
            operations.run("delete checkpoint", () -> store.delete(source));
        }

        @Override
        public String where(SourceId source) {
            return store.where(source);
        }

        @Override
        public List<SourceId> slices(SourceId whole) throws IOException {
            return store.slices(whole);
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
}
