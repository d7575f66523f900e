package dev.siiwad.flink;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A run in one process, for the launcher to archive the classes that it loads. */
final class Rehearsal {
    private static final List<String> SHARED = List.of("--slices", "2", "--run-id", "rehearsal");

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        String[] words = Stream.of(dev.siiwad.cli.Rehearsal.INGESTION, SHARED)
                .flatMap(List::stream)
                .toArray(String[]::new);
        System.exit(dev.siiwad.cli.Rehearsal.run(shell -> Main.run(shell, words)));
    }
}
