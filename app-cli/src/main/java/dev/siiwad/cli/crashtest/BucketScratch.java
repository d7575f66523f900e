package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.storage.TemporaryDirectory;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.s3.Bucket;
import dev.siiwad.storage.s3.BucketAddress;
import dev.siiwad.storage.s3.S3Settings;
import dev.siiwad.storage.s3.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A prefix of its own in the user's bucket, and a directory of this machine for what is not kept in buckets.
 *
 * @param usual where the user keeps things
 * @param directory made for the test, and removed with it
 */
record BucketScratch(BucketAddress usual, Path directory, SourceId source, Storages storages) implements Scratch {

    @Override
    public String where() {
        return address() + " and " + directory;
    }

    @Override
    public String storage(String run) {
        return address().url(run);
    }

    @Override
    public Map<String, String> environment(String run) {
        return Map.of(
                Directories.RAW, directory.resolve(run).resolve(Layout.RAW).toString());
    }

    @Override
    public boolean onDisk() {
        return false;
    }

    @Override
    public boolean inProgress(String run) throws IOException {
        try (Storage storage = storages.open(storages.directories(Optional.of(storage(run))), false)) {
            return storage.checkpointAdmin().bytes(source).isPresent();
        }
    }

    /** A copy on this machine, made anew each time. */
    @Override
    public Path silver(String run) throws IOException {
        Path copy = directory.resolve(run).resolve("copy");
        TemporaryDirectory.delete(copy);
        try (Bucket bucket = bucket(run)) {
            bucket.fetchAll(Layout.SILVER + "/", copy);
        }
        return copy.resolve(Layout.SILVER);
    }

    @Override
    public void remove(String run) throws IOException {
        try (Bucket bucket = bucket(run)) {
            bucket.removeAll();
        }
        TemporaryDirectory.delete(directory.resolve(run));
    }

    @Override
    public void remove() throws IOException {
        try (Bucket bucket = open(address())) {
            bucket.removeAll();
        }
        TemporaryDirectory.delete(directory);
    }

    /** Named as the directory, whose name nothing else has. */
    private BucketAddress address() {
        String name = "crashtest-" + directory.getFileName().toString().replaceAll("^.*-", "");
        return BucketAddress.parse(usual.url(name));
    }

    private Bucket bucket(String run) {
        return open(BucketAddress.parse(storage(run)));
    }

    private Bucket open(BucketAddress address) {
        return Bucket.open(address, S3Settings.of(storages.session().environment()::text), Waiting.system());
    }
}
