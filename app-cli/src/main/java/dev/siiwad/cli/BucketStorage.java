package dev.siiwad.cli;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.DatasetVerification;
import dev.siiwad.storage.s3.Bucket;
import dev.siiwad.storage.s3.Machine;
import dev.siiwad.storage.s3.S3CheckpointCopies;
import dev.siiwad.storage.s3.S3CheckpointStore;
import dev.siiwad.storage.s3.S3Publisher;
import dev.siiwad.storage.s3.S3SegmentStore;
import dev.siiwad.storage.silver.DatasetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything in a bucket but downloads. */
final class BucketStorage implements Storage {
    private static final String SILVER = "processed/silver/";

    private final Bucket bucket;
    private final S3CheckpointStore checkpoints;

    /** Closes the bucket with itself. */
    BucketStorage(Bucket bucket, Machine machine, boolean takeOver) {
        this.bucket = bucket;
        this.checkpoints = new S3CheckpointStore(bucket, machine, takeOver);
    }

    @Override
    public String staging() {
        return bucket.address().url("staging");
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new S3SegmentStore(bucket, source, checkpoints.fence(source));
    }

    @Override
    public Publisher publisher(SourceId source, SegmentStore segments, DatasetFormat format) {
        return new S3Publisher(bucket, segments, format, Version.text(), checkpoints.fence(source));
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return checkpoints.list();
    }

    @Override
    public String datasets(SourceId source) {
        return bucket.address().url(SILVER + "source=" + source);
    }

    @Override
    public String standing(SourceId source) {
        return checkpoints.where(source);
    }

    @Override
    public String backup(SourceId source) {
        return checkpoints.copies(source).backup();
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return checkpoints.bytes(source);
    }

    /** Of what a bucket does not give nothing is seen. */
    @Override
    public boolean isNamed(SourceId source) {
        return false;
    }

    @Override
    public boolean hasBackup(SourceId source) throws IOException {
        return checkpoints.copies(source).hasBackup();
    }

    @Override
    public Optional<Instant> written(SourceId source) throws IOException {
        return checkpoints.written(source);
    }

    @Override
    public Optional<String> holder(SourceId source) throws IOException {
        return checkpoints.holder(source);
    }

    @Override
    public void set(Saved.OffsetOnly offset) throws IOException {
        checkpoints.set(offset);
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        checkpoints.copies(source).backUp();
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) throws IOException {
        return checkpoints.copies(source).keepReplaced();
    }

    @Override
    public Restored restore(SourceId source) throws IOException {
        S3CheckpointCopies.Restored done = checkpoints.copies(source).restore();
        return new Restored(done.saved(), done.replaced());
    }

    /** None: a damaged entry stays in the log until it is old enough to be pruned. */
    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) {
        return List.of();
    }

    @Override
    public void removeKeptAside(String name) {
        throw new IllegalArgumentException(name + " is not a checkpoint that was kept aside");
    }

    /** Copies what is published into a temporary directory, and verifies it there. */
    @Override
    public Verified verify(Optional<String> what) throws IOException {
        String path = SILVER
                + what.map(source -> "source=" + new SourceId(source) + "/").orElse("");
        Path directory = Files.createTempDirectory("siiwad-verify-");
        try {
            bucket.fetchAll(path, directory);
            return Verified.of(new DatasetVerification().verify(directory))
                    .at(directory.toString(), bucket.address().toString());
        } finally {
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
