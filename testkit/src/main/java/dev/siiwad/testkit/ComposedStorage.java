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

/** A storage made of what a test has at hand: enough for a run, and nothing for people. */
public record ComposedStorage(
        CheckpointStore checkpoints, SegmentStore segments, Publisher publisher, Datasets datasets) implements Storage {
    @Override
    public SegmentStore segments(SourceId source) {
        return segments;
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return publisher;
    }

    /** @throws IllegalStateException always: a run does not ask for it */
    @Override
    public CheckpointAdmin checkpointAdmin() {
        throw new IllegalStateException("a run does nothing that people do between runs");
    }

    @Override
    public void close() {}
}
