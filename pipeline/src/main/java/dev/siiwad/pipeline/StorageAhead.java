package dev.siiwad.pipeline;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A storage whose segments are encoded and decoded by another thread; all else is its own. */
record StorageAhead(Storage storage, ExecutorService stages) implements Storage {
    @Override
    public CheckpointStore checkpoints() {
        return storage.checkpoints();
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return storage.checkpointAdmin();
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new SegmentsAhead(storage.segments(source), stages);
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion) {
        return storage.publisher(format, programVersion);
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return storage.publisher(format, programVersion, key);
    }

    @Override
    public Datasets datasets() {
        return storage.datasets();
    }

    @Override
    public void close() {
        storage.close();
    }
}
