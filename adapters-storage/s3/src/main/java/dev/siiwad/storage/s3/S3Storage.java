package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.PartFormats;
import dev.siiwad.storage.dataset.StoredDatasets;
import java.util.Optional;

/**
 * Everything in an S3-compatible bucket. Nobody is shut out by a lock: a run that was taken over loses its next commit. What has returned is as durable as
 * the store keeps objects.
 */
public final class S3Storage implements Storage {
    private final Bucket bucket;
    private final Machine machine;
    private final S3CheckpointStore checkpoints;

    S3Storage(Bucket bucket, Machine machine, boolean takeOver) {
        this.bucket = bucket;
        this.machine = machine;
        this.checkpoints = new S3CheckpointStore(bucket, machine, takeOver);
    }

    /**
     * Connects, without asking anything yet; whoever opens it closes it.
     *
     * @param self how this process signs its checkpoints; its nonce is not looked at
     * @param takeOver whether a run that lives is to lose its source, at its next commit
     * @throws IllegalArgumentException if a setting is malformed
     */
    public static S3Storage open(BucketAddress address, S3Settings settings, Owner self, boolean takeOver) {
        return new S3Storage(Bucket.open(address, settings, Waiting.system()), Machine.of(self), takeOver);
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return new S3CheckpointAdmin(bucket, machine, checkpoints);
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new S3SegmentStore(bucket, source, checkpoints.fence(source));
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return new S3Publisher(bucket, PartFormats.of(format), programVersion, key, checkpoints::fence);
    }

    @Override
    public Datasets datasets() {
        return new StoredDatasets(new S3DatasetPlace(bucket, checkpoints::fence));
    }

    @Override
    public void close() {
        bucket.close();
    }
}
