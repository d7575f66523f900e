package dev.siiwad.benchmarks;

import dev.siiwad.Siiwad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Collects the lines of a file as documents with Siiwad, through the usual transforms into a published dataset; the same command carries on after a kill.
 *
 * <p>Usage: {@code SiiwadLines <file> <directory> <lines between checkpoints> [die at this line]}. Prints how many lines were read.
 */
public final class SiiwadLines {
    private SiiwadLines() {}

    public static void main(String[] args) throws IOException {
        ReadLines read = new ReadLines(args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE);
        try (Siiwad siiwad = Siiwad.open(Path.of(args[1]), Map.of())) {
            siiwad.ingest(new LineSource(Path.of(args[0]), read))
                    .checkpointEvery(Long.parseLong(args[2]))
                    .jsonLines()
                    .progress(event -> {})
                    .run();
        }
        System.out.println("read " + read.count());
    }
}
