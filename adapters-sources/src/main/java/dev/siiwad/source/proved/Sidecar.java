package dev.siiwad.source.proved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of this program's own, in which is kept what has been learnt of another one while it was read. It may vanish, be cut short or damaged at any time; whoever
 * keeps something in it proves what he finds.
 *
 * @param path which may not exist
 * @param identity of the content of the other file: what was learnt of one of another identity is worth nothing
 */
public record Sidecar(Path path, String identity) {
    private static final String ENDING = ".points";
    private static final long BYTES_MAX = 64L << 20;

    /** Where what is in the other file is kept in another form: beside this. */
    public Path copy() {
        String name = path.getFileName().toString();
        String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return path.resolveSibling(stem + ".copy");
    }

    /** What is in it; empty if nothing is, or far too much. */
    public String text() throws IOException {
        try {
            return Files.size(path) > BYTES_MAX
                    ? ""
                    : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** Adds to its end. Nothing depends on that being durable. */
    public void append(String text) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        OwnFile.append(path, text);
    }
}
