package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Expected;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where downloaded dumps lie until they have been read.
 *
 * @param kept whether they stay after that
 */
record RawDirectory(Path directory, boolean kept) {
    private static final Pattern DOWNLOADED = Pattern.compile(
            "(?:[0-9a-f]{16}-)?([a-z_]+-(?:\\d{8}-pages-articles-multistream|\\d{4}-\\d{2}-\\d{2}-p)|[a-z_]+_content-\\d{8}-)"
                    + ".*\\.(?:bz2|gz)(?:\\.blocks|\\.part(?:\\.etag|\\.blocks)?)?");

    /** A file of a dump, here or not. */
    CachedFile file(String name, Expected expected) {
        return new CachedFile(directory, name, expected, directory.resolve(name));
    }

    /** Makes room for a file: what runs that were given up have left of other dates goes. */
    void prepareFor(String name) throws IOException {
        Files.createDirectories(directory);
        if (kept) {
            return;
        }
        String edition = edition(name);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(directory)) {
            for (Path other : others) {
                String found = edition(other.getFileName().toString());
                if (!found.isEmpty() && !found.equals(edition)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    /** The wiki, the date and the kind of a file of a dump, whole or in the middle of its download; empty for any other file. */
    private static String edition(String name) {
        Matcher matcher = DOWNLOADED.matcher(name);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
