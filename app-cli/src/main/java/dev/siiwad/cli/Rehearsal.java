package dev.siiwad.cli;

import dev.siiwad.cli.terminal.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A few calls of a program in one process, in a directory that is removed again: the launcher has the JVM archive the classes that they load, so that later
 * processes start sooner. It talks to nobody and prints nothing; its exit code says whether all went well.
 */
public final class Rehearsal {
    /** Words that ingest the texts of the directory. */
    public static final List<String> INGESTION =
            List.of("ingest", "huggingface", "custom", "--files", "texts.jsonl", "--min-chars", "1");

    private static final int DOCUMENTS = 20;

    private Rehearsal() {}

    /** Calls a program. */
    @FunctionalInterface
    public interface Calls {
        /** Returns 0, or the first other exit code. */
        int in(Shell shell);
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(run(Rehearsal::calls));
    }

    /** Returns what the calls do. */
    public static int run(Calls calls) throws IOException {
        Path directory = Files.createTempDirectory("siiwad-rehearsal");
        try {
            return run(directory, calls);
        } finally {
            remove(directory);
        }
    }

    static int run(Path directory, Calls calls) throws IOException {
        Files.writeString(
                directory.resolve("texts.jsonl"),
                "{\"text\": \"A text with enough words to be kept\", \"title\": \"Its title\"}\n".repeat(DOCUMENTS));
        return calls.in(new Shell(Map.of(), directory, nowhere(), nowhere(), false));
    }

    static int calls(Shell shell) {
        for (List<String> call : List.of(
                List.of("--version"),
                INGESTION,
                List.of("status"),
                List.of("checkpoint", "list"),
                List.of("dataset", "list"))) {
            String[] words = call.toArray(String[]::new);
            int code = Main.run(shell, session -> Main.commands(session, words), words);
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
