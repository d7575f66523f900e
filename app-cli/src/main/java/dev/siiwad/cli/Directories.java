package dev.siiwad.cli;

import dev.siiwad.source.SourceId;
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
 */
record Directories(Path staging, Path raw, Path silver) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*");

    /** The layout below one directory. */
    static Directories below(Path data) {
        return new Directories(
                data.resolve("staging"),
                data.resolve("raw"),
                data.resolve("processed").resolve("silver"));
    }

    /**
     * The option beats {@code SDC_DATA__…}, which beats {@code SDC_STORAGE__URL}, which beats {@code data} in the working directory.
     *
     * @throws UsageException if what is asked for is not a directory but an address
     */
    static Directories of(Environment environment, Path directory, Optional<String> storage) {
        if (storage.isPresent()) {
            return below(directory.resolve(path("--storage", storage.get())));
        }
        String url = environment.text("SDC_STORAGE__URL").orElse("data");
        Directories below = below(directory.resolve(path("SDC_STORAGE__URL", url)));
        return new Directories(
                environment
                        .text("SDC_DATA__STAGING_DIR")
                        .map(directory::resolve)
                        .orElse(below.staging),
                environment.text("SDC_DATA__RAW_DIR").map(directory::resolve).orElse(below.raw),
                environment.text("SDC_DATA__SILVER_DIR").map(directory::resolve).orElse(below.silver));
    }

    /** Where the datasets of a source are published, one directory for each date. */
    Path datasets(SourceId source) {
        return silver.resolve("source=" + source);
    }

    private static String path(String name, String storage) {
        Matcher scheme = SCHEME.matcher(storage);
        if (scheme.matches()) {
            throw new UsageException(name + " asks for " + scheme.group(1)
                    + "://; storage other than a directory is not" + " built in yet. Give the path of a directory");
        }
        return storage;
    }
}
