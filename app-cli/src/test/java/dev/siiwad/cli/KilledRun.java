package dev.siiwad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run of {@code List-Somali} that was killed at offset 40 of 100, after four segments, and beside it an older dataset and a second source. */
final class KilledRun {
    private static final int COMPARED_BYTES_MAX = 1 << 24;

    private final Program template;
    private final Map<String, byte[]> files = new TreeMap<>();

    /** Makes one that can be copied. */
    KilledRun(Path directory) throws IOException {
        template = new Program(directory);
        template.run("ingest", "list", "--edition", "older", "--run-id", "run-0");
        template.run("ingest", "failing", "--at", "40", "--checkpoint-every", "10", "--run-id", "run-1");
        Path other = Files.createDirectories(template.staging("Other-Somali"));
        Files.writeString(
                other.resolve(".checkpoint.json"), CheckpointDamage.HAND.replace("List-Somali", "Other-Somali"));
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
    }

    /** The bytes of its checkpoint. */
    byte[] standing() {
        return files.get(template.directory.relativize(template.checkpoint()).toString());
    }

    /** Another one just like it, in an empty directory. */
    Program copy(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return new Program(directory);
    }

    /** What an uninterrupted run publishes in its place: file to content. */
    static Map<String, String> finished(Path directory) throws IOException {
        Program program = new Program(directory);
        program.run("ingest", "list", "--run-id", "run-1");
        return published(program);
    }

    static Map<String, String> published(Program program) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        program.files().forEach((name, content) -> {
            if (name.contains("/run-1-part-")) {
                parts.put(name, content);
            }
        });
        return parts;
    }

    /** Everything below a directory: files with the digest of their bytes or, where they are long, their length; links with their target; all else as what it is. */
    static Map<String, String> state(Path directory) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                if (!path.endsWith(".lock")) {
                    state.put(
                            directory.relativize(path).toString(),
                            state(path.toRealPath(LinkOption.NOFOLLOW_LINKS), path));
                }
            }
        }
        return state;
    }

    /** So that nobody who removes the directory wonders where they lead. */
    static void removeLinks(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path link : paths.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private static String state(Path real, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(real);
        }
        if (Files.isDirectory(path)) {
            return "directory";
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            return Files.isRegularFile(path) ? "closed" : "neither file nor directory";
        }
        boolean small = Files.size(path) <= COMPARED_BYTES_MAX;
        return Files.size(path) + " bytes" + (small ? ": " + sha256(Files.readAllBytes(path)) : "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
