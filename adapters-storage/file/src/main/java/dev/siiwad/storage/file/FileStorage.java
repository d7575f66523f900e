package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.PartFormats;
import dev.siiwad.storage.dataset.StoredDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything as files below directories of this machine. One run of a source at a time, by an OS lock that the kernel frees when the process ends in any
 * way. What has returned survives a power cut.
 */
public final class FileStorage implements Storage {
    private final Path staging;
    private final Path silver;
    private final Disk disk;
    private final FileCheckpointStore checkpoints;

    /**
     * @param staging the directory for checkpoints and segments; it need not exist
     * @param silver the directory for published datasets; it need not exist
     */
    public FileStorage(Path staging, Path silver) {
        this(staging, silver, new NioDisk());
    }

    /** @param disk makes every change; the tests put another one there */
    public FileStorage(Path staging, Path silver, Disk disk) {
        this.staging = staging;
        this.silver = silver;
        this.disk = disk;
        this.checkpoints = new FileCheckpointStore(staging, disk, Instant::now);
    }

    /** Everything below one data directory, in the usual {@linkplain Layout layout}. */
    public static FileStorage below(Path data) {
        return new FileStorage(data.resolve(Layout.STAGING), data.resolve(Layout.SILVER));
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return new FileCheckpointAdmin(staging, disk);
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new FileSegmentStore(staging, source, disk);
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return new FilePublisher(silver, PartFormats.of(format), programVersion, disk, key);
    }

    @Override
    public Datasets datasets() {
        return new StoredDatasets(new FileDatasetPlace(silver, disk));
    }

    /** Nothing is held open. */
    @Override
    public void close() {}
}
