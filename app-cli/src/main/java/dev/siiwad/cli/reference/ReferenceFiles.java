package dev.siiwad.cli.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;

/** What a release has beside the program, in the directories below {@code share} in which man(1), bash and zsh look for it. */
public final class ReferenceFiles {
    private static final int EXTRA_FLAGS = 8;
    private static final byte BEST_COMPRESSION = 2;

    private ReferenceFiles() {}

    /**
     * Writes a page for man(1) of each command, and completions.
     *
     * @param siiwad the whole program
     * @param version such as {@code 1.2.0}
     * @param date of the version
     */
    public static void write(CommandLine siiwad, Path share, String version, String date) throws IOException {
        VisibleCommand root = VisibleCommand.all(siiwad).get(0);
        writePages(root, root, share.resolve("man/man1"), version, date);
        write(share.resolve("bash-completion/completions/siiwad"), BashCompletion.of(siiwad));
        write(share.resolve("zsh/site-functions/_siiwad"), ZshCompletion.of(siiwad));
    }

    private static void writePages(
            VisibleCommand command, VisibleCommand above, Path directory, String version, String date)
            throws IOException {
        writeGzip(directory.resolve(ManPage.fileName(command) + ".gz"), ManPage.of(command, above, version, date));
        for (VisibleCommand below : command.below()) {
            writePages(below, command, directory, version, date);
        }
    }

    /** Writes a text as gzip(1) would with its options -9n, which Debian asks for. */
    public static void writeGzip(Path file, String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        bytes[EXTRA_FLAGS] = BEST_COMPRESSION;
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
