package dev.siiwad.testkit;

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

/** An {@link InMemoryPlace} as one process sees it. */
final class InMemoryStorage implements Storage {
    private final InMemoryPlace place;
    private final DurableOperations operations;
    private final InMemoryCheckpointStore checkpoints;

    InMemoryStorage(InMemoryPlace place, DurableOperations operations) {
        this.place = place;
        this.operations = operations;
        this.checkpoints = new InMemoryCheckpointStore(place, operations);
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return new InMemoryCheckpointAdmin(place);
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new InMemorySegmentStore(place, source, operations);
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return new InMemoryPublisher(place, operations);
    }

    @Override
    public Datasets datasets() {
        return new InMemoryDatasets(place, operations);
    }

    @Override
    public void close() {}
}
