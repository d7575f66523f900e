package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.proved.OwnFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where downloaded dumps lie until they have been read. Removed is only what has the exact name of such a file and is one, in a directory that is not a link.
 *
 * @param kept whether they stay after that
 */
record RawDirectory(Path directory, boolean kept) {
    private static final Pattern DIGITS = Pattern.compile("^[0-9a-f]{16}-");
    private static final Pattern BESIDE =
            Pattern.compile("(?:\\.blocks|\\.points|\\.copy|\\.part(?:\\.etag|\\.blocks|\\.ranges)?)$");
    private static final Pattern BEGINNING = Pattern.compile(
            "[a-z_]+-(?:\\d{8}-pages-articles-multistream|\\d{4}-\\d{2}-\\d{2}-p)|[a-z_]+_content-\\d{8}-");

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
                    OwnFile.discard(other);
                }
            }
        }
    }

    /** The wiki, the date and the kind of a file of a dump, whole or in the middle of its download; empty for any other file. */
    private static String edition(String name) {
        String whole = BESIDE.matcher(DIGITS.matcher(name).replaceFirst("")).replaceFirst("");
        Matcher beginning = BEGINNING.matcher(whole);
        boolean ours = Arrays.stream(Edition.values()).anyMatch(edition -> edition.isPages(whole));
        return ours && beginning.lookingAt() ? beginning.group() : "";
    }
}
