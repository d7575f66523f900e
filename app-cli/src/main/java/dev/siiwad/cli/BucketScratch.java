package dev.siiwad.cli;

import dev.siiwad.cli.crashtest.Scratch;
import dev.siiwad.cli.crashtest.ScratchDirectory;
import dev.siiwad.source.SourceId;
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
record BucketScratch(BucketAddress usual, Path directory, SourceId source, Environment environment) implements Scratch {
    private static final String SILVER = "processed/silver/";

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
        return Map.of("SDC_DATA__RAW_DIR", directory.resolve(run).resolve("raw").toString());
    }

    @Override
    public boolean onDisk() {
        return false;
    }

    @Override
    public boolean inProgress(String run) throws IOException {
        Directories directories = Directories.of(environment, directory, Optional.of(storage(run)));
        try (Storage storage = directories.storage(environment, directory, false)) {
            return storage.bytes(source).isPresent();
        }
    }

    /** A copy on this machine, made anew each time. */
    @Override
    public Path silver(String run) throws IOException {
        Path copy = directory.resolve(run).resolve("copy");
        ScratchDirectory.delete(copy);
        try (Bucket bucket = bucket(run)) {
            bucket.fetchAll(SILVER, copy);
        }
        return copy.resolve(SILVER);
    }

    @Override
    public void remove(String run) throws IOException {
        try (Bucket bucket = bucket(run)) {
            bucket.removeAll();
        }
        ScratchDirectory.delete(directory.resolve(run));
    }

    @Override
    public void remove() throws IOException {
        try (Bucket bucket = open(address())) {
            bucket.removeAll();
        }
        ScratchDirectory.delete(directory);
    }

    /** Named as the directory, whose name nobody else has. */
    private BucketAddress address() {
        String name = "crashtest-" + directory.getFileName().toString().replaceAll("^.*-", "");
        return BucketAddress.parse(usual.url(name));
    }

    private Bucket bucket(String run) {
        return open(BucketAddress.parse(storage(run)));
    }

    private Bucket open(BucketAddress address) {
        return Bucket.open(address, S3Settings.of(environment::text), Waiting.system());
    }
}
