package dev.siiwad.storage;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.util.Optional;

/**
 * One place where checkpoints, segments and datasets are kept: a directory, a bucket, a database. Whoever implements it and passes
 * {@code StorageContract} of the testkit has everything else for nothing: the loop, recovery, publishing at most once.
 *
 * <p>What it gives shares one view of the place: a {@link CheckpointStore#commit} that another storage object has made since this one last looked makes
 * the next commit of this one fail. Used by one thread at a time. Whoever opens a storage closes it; what it gave is of no use after that.
 */
public interface Storage extends Closeable {
    /** The checkpoints of all sources; the same object each time. */
    CheckpointStore checkpoints();

    /** What people do with checkpoints between runs. */
    CheckpointAdmin checkpointAdmin();

    /** The segments and snapshot payloads of one source. */
    SegmentStore segments(SourceId source);

    /** Makes finished datasets that are not signed. */
    default Publisher publisher(DatasetFormat format, String programVersion) {
        return publisher(format, programVersion, Optional.empty());
    }

    /**
     * Makes finished datasets.
     *
     * @param format how their files are written
     * @param programVersion for the column {@code pipeline_version} and the receipt
     * @param key signs their receipts, if there is one; it is never stored
     */
    Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key);

    /** The finished datasets, as their readers see them. */
    Datasets datasets();

    /** Frees connections and threads; nothing that is durable depends on it. Safe to call twice. */
    @Override
    void close();
}
