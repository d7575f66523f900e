package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where downloaded dumps lie until they have been read. Removed is only what has the exact name of such a file and is one, in a directory that is not a link.
 *
 * @param kept whether they stay after that
 */
record RawDirectory(Path directory, boolean kept) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final Pattern UNFINISHED = Pattern.compile("\\.part(?:\\.etag)?$");
    private static final Pattern BEGINNING = Pattern.compile(
            "[a-z_]+-(?:\\d{8}-pages-articles-multistream|\\d{4}-\\d{2}-\\d{2}-p)|[a-z_]+_content-\\d{8}-");

    Path file(String name) {
        return directory.resolve(name);
    }

    void discard(String name) throws IOException {
        if (!kept) {
            remove(name);
        }
    }

    void remove(String name) throws IOException {
        Path file = file(name);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            LOG.info("Left alone, because it is a link or in a directory that is one: {}", file);
        }
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
                    remove(other.getFileName().toString());
                }
            }
        }
    }

    /** The wiki, the date and the kind of a file of a dump, whole or in the middle of its download; empty for any other file. */
    private static String edition(String name) {
        String whole = UNFINISHED.matcher(name).replaceFirst("");
        Matcher beginning = BEGINNING.matcher(whole);
        boolean ours = Arrays.stream(Edition.values()).anyMatch(edition -> edition.isPages(whole));
        return ours && beginning.lookingAt() ? beginning.group() : "";
    }
}
