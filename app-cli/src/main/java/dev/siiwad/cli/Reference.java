package dev.siiwad.cli;

import dev.siiwad.Environment;
import dev.siiwad.Version;
import dev.siiwad.cli.reference.ReferenceFiles;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what the build packs beside the program: man pages, completions, Debian's changelog, and a name of the build, which tells the archives of classes
 * of one build from those of another. It takes the directory of the program, one to write to, and the time of the version.
 */
final class Reference {
    private static final DateTimeFormatter DEBIAN =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);

    private Reference() {}

    public static void main(String[] arguments) throws IOException {
        Path program = Path.of(arguments[0]);
        Path made = Path.of(arguments[1]);
        Instant time = Instant.parse(arguments[2]);
        ReferenceFiles.write(
                commands(),
                made.resolve("share"),
                Version.text(),
                time.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        ReferenceFiles.writeGzip(made.resolve("doc/changelog.gz"), changelog(time));
        Files.writeString(made.resolve("build"), digest(program) + "\n");
    }

    private static picocli.CommandLine commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Main.commands(new Session(
                new Shell(Map.of(), Path.of(""), nowhere, nowhere, false),
                Environment.of(Map.of()),
                new ProgressLine(nowhere, false),
                new Interruption()));
    }

    /** With the version as jdeb writes it into the package. */
    private static String changelog(Instant time) {
        return "siiwad (" + Version.text().replace("-SNAPSHOT", "~snapshot") + ") stable; urgency=medium\n\n"
                + "  * Built from commit " + SiiwadCommand.commit() + "; CHANGELOG.md says what changed.\n\n"
                + " -- the Siiwad authors <siiwad@example.org>  " + DEBIAN.format(time.atOffset(ZoneOffset.UTC)) + "\n";
    }

    private static String digest(Path program) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(program.resolve("siiwad.jar")));
        try (Stream<Path> libraries = Files.list(program.resolve("lib"))) {
            libraries.sorted().forEach(jars::add);
        }
        MessageDigest digest = sha256();
        for (Path jar : jars) {
            digest.update(Files.readAllBytes(jar));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
