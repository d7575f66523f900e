package dev.siiwad.source.proved;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that this program keeps in {@code data/raw}: which they are, and how they are written and removed. Nothing is written or removed through a link, and no
 * link is replaced: whoever has put it there means something by it.
 */
public final class OwnFile {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}-[A-Za-z0-9._-]{1,120}"
            + "|given-[0-9a-f]{32}\\.(?:blocks|points|copy)|requests\\.txt|discovery\\.jsonl"
            + "|[a-z_]+wiki[a-z_]*-[0-9]{4}-?[0-9]{2}-?[0-9]{2}-[A-Za-z0-9._-]+");

    private OwnFile() {}

    /** Whether a file of this name is one that this version makes there, or a dump as earlier ones named it. */
    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** Removes a file; nothing happens if there is none. A link, or a file in a directory that is one, is left alone, and the log says so. */
    public static void discard(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(file.toAbsolutePath().getParent(), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            LOG.info("Left alone, because it is a link or in a directory that is one: {}", file);
        }
    }

    /** Makes a file hold this text. */
    public static void write(Path file, String text) throws IOException {
        write(file, text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Adds to the end of a file. */
    public static void append(Path file, String text) throws IOException {
        write(file, text, StandardOpenOption.APPEND);
    }

    private static void write(Path file, String text, OpenOption how) throws IOException {
        requireNoLink(file);
        try (OutputStream out = Files.newOutputStream(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @throws IOException naming the link, if there is one */
    public static void requireNoLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + ": is a link; expected a file of this program's own, or nothing. Nothing is"
                    + " written through a link: remove it, or move it elsewhere");
        }
    }
}
