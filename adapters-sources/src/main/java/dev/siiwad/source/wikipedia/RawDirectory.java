package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where downloaded dumps lie until they have been read.
 *
 * @param kept whether they stay after that
 */
record RawDirectory(Path directory, boolean kept) {
    Path file(String name) {
        return directory.resolve(name);
    }

    void discard(String name) throws IOException {
        if (!kept) {
            Files.deleteIfExists(file(name));
        }
    }

    /** Makes room for a file: what runs that were given up have left of other dates goes. */
    void prepareFor(String name) throws IOException {
        Files.createDirectories(directory);
        if (kept) {
            return;
        }
        String edition = name.substring(0, name.indexOf("-pages-"));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(directory, "*-pages-articles-multistream*")) {
            for (Path other : others) {
                if (!other.getFileName().toString().startsWith(edition)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }
}
