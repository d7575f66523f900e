package dev.siiwad.cli.storage;

import dev.siiwad.Environment;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.s3.BucketAddress;
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
public record Directories(Path staging, Path raw, Path silver, Optional<BucketAddress> bucket) {
    /** The variable that leads downloads elsewhere. */
    public static final String RAW = "SDC_DATA__RAW_DIR";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*");
    private static final Pattern NEARLY_A_BUCKET = Pattern.compile("(?i)s3a?n?:/*(.*)");
    private static final String URL = "SDC_STORAGE__URL";
    private static final String BY_DEFAULT = "data";

    /** The same with downloads elsewhere. */
    public Directories withRaw(Path other) {
        return new Directories(staging, other, silver, bucket);
    }

    /** The usual layout below one directory. */
    public static Directories below(Path data) {
        return new Directories(
                data.resolve(Layout.STAGING), data.resolve(Layout.RAW), data.resolve(Layout.SILVER), Optional.empty());
    }

    /**
     * The option beats {@code SDC_DATA__…}, which beats {@code SDC_STORAGE__URL}, which beats {@code data} in the working directory.
     *
     * @throws UsageException if what is asked for is neither a directory nor a bucket
     */
    public static Directories of(Environment environment, Path working, Optional<String> storage) {
        String url = storage.or(() -> environment.text(URL)).orElse(BY_DEFAULT).strip();
        String asked = storage.isPresent() ? "--storage" : URL;
        requireNoSlip(asked, url);
        if (url.startsWith("s3://")) {
            return in(bucket(asked, url), environment, working);
        }
        Directories below = below(working.resolve(path(asked, url)));
        return storage.isPresent()
                ? below
                : new Directories(
                        directory(environment, "SDC_DATA__STAGING_DIR", working, below.staging),
                        directory(environment, RAW, working, below.raw),
                        directory(environment, "SDC_DATA__SILVER_DIR", working, below.silver),
                        Optional.empty());
    }

    /** A path that somebody meant for a bucket would become a directory of that name. */
    private static void requireNoSlip(String asked, String url) {
        if (url.isEmpty()) {
            throw new UsageException(asked + " is empty; expected the path of a directory, or s3://bucket/prefix");
        }
        Matcher bucket = NEARLY_A_BUCKET.matcher(url);
        if (bucket.matches() && !url.startsWith("s3://")) {
            throw new UsageException(asked + " is \"" + url + "\"; did you mean s3://" + bucket.group(1) + "?");
        }
    }

    private static Directories in(BucketAddress bucket, Environment environment, Path working) {
        Directories local = below(working.resolve(BY_DEFAULT));
        Path raw = directory(environment, RAW, working, local.raw);
        return new Directories(local.staging, raw, local.silver, Optional.of(bucket));
    }

    private static Path directory(Environment environment, String variable, Path working, Path otherwise) {
        return environment.text(variable).map(working::resolve).orElse(otherwise);
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
