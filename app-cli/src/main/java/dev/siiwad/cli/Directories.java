package dev.siiwad.cli;

import dev.siiwad.cli.crashtest.CrashtestChild;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.storage.s3.Bucket;
import dev.siiwad.storage.s3.BucketAddress;
import dev.siiwad.storage.s3.Machine;
import dev.siiwad.storage.s3.S3Settings;
import dev.siiwad.storage.s3.Waiting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are kept.
 *
 * @param staging checkpoints and segments
 * @param raw the cache of downloads
 * @param silver published datasets
 * @param bucket keeps all but downloads, if there is one; then {@code raw} is a cache on this machine and nothing else counts
 */
record Directories(Path staging, Path raw, Path silver, Optional<BucketAddress> bucket) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*");

    /** The layout below one directory. */
    static Directories below(Path data) {
        return new Directories(
                data.resolve("staging"),
                data.resolve("raw"),
                data.resolve("processed").resolve("silver"),
                Optional.empty());
    }

    /**
     * The option beats {@code SDC_DATA__…}, which beats {@code SDC_STORAGE__URL}, which beats {@code data} in the working directory.
     *
     * @throws UsageException if what is asked for is neither a directory nor a bucket
     */
    static Directories of(Environment environment, Path directory, Optional<String> storage) {
        String url = storage.or(() -> environment.text("SDC_STORAGE__URL")).orElse("data");
        String asked = storage.isPresent() ? "--storage" : "SDC_STORAGE__URL";
        if (url.startsWith("s3://")) {
            return in(bucket(asked, url), environment, directory);
        }
        if (storage.isPresent()) {
            return below(directory.resolve(path(asked, url)));
        }
        Directories below = below(directory.resolve(path(asked, url)));
        return new Directories(
                environment
                        .text("SDC_DATA__STAGING_DIR")
                        .map(directory::resolve)
                        .orElse(below.staging),
                environment.text("SDC_DATA__RAW_DIR").map(directory::resolve).orElse(below.raw),
                environment.text("SDC_DATA__SILVER_DIR").map(directory::resolve).orElse(below.silver),
                Optional.empty());
    }

    /** Opens what keeps the rest; whoever opens it closes it. */
    Storage storage(Environment environment, Path working, boolean takeOver) {
        if (bucket.isEmpty() && takeOver) {
            throw new UsageException("--take-over works in a bucket; in a directory a run that lives keeps its lock."
                    + " Stop that run, then run this command again");
        }
        if (bucket.isEmpty()) {
            return new FileStorage(this, working, disk(environment));
        }
        try {
            Bucket opened = Bucket.open(bucket.get(), S3Settings.of(environment::text), Waiting.system());
            return new BucketStorage(opened, Machine.of(ThisProcess.owner(environment)), takeOver);
        } catch (IllegalArgumentException e) {
            throw new UsageException(bucket.get() + ": " + e.getMessage());
        }
    }

    /** The disk of this machine; in a process that a crash test has started, one that halts where it is to be killed. */
    private Disk disk(Environment environment) {
        Disk disk = new NioDisk();
        try {
            return environment
                    .text(CrashtestChild.VARIABLE)
                    .map(asked -> CrashtestChild.disk(asked, disk, staging, silver))
                    .orElse(disk);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    CrashtestChild.VARIABLE + ": " + e.getMessage() + ". Unset it: it is for siiwad crashtest alone");
        }
    }

    /** Where the datasets of a source are published, one directory for each date. */
    Path datasets(SourceId source) {
        return silver.resolve("source=" + source);
    }

    private static Directories in(BucketAddress bucket, Environment environment, Path directory) {
        Directories local = below(directory.resolve("data"));
        Path raw = environment.text("SDC_DATA__RAW_DIR").map(directory::resolve).orElse(local.raw);
        return new Directories(local.staging, raw, local.silver, Optional.of(bucket));
    }

    private static BucketAddress bucket(String name, String url) {
        try {
            return BucketAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + e.getMessage());
        }
    }

    private static String path(String name, String storage) {
        Matcher scheme = SCHEME.matcher(storage);
        if (scheme.matches()) {
            throw new UsageException(name + " asks for " + scheme.group(1)
                    + "://; expected the path of a directory, or s3://bucket/prefix");
        }
        return storage;
    }
}
