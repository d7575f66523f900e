package dev.siiwad.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.siiwad.Siiwad;
import dev.siiwad.ingest.Progress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Collects the lines of a file as documents with Siiwad, through the usual transforms into a published dataset; the same command carries on after a kill.
 *
 * <p>Usage: {@code SiiwadLines <file> <directory> <lines between checkpoints> [die at this line]}. Prints how many lines were read, and the wall and CPU seconds from
 * the start of the process until duplicates were looked for, and until publishing began.
 */
public final class SiiwadLines {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private SiiwadLines() {}

    public static void main(String[] args) throws IOException {
        ReadLines read = new ReadLines(args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE);
        try (Siiwad siiwad = Siiwad.open(Path.of(args[1]), Map.of())) {
            siiwad.ingest(new LineSource(Path.of(args[0]), read))
                    .checkpointEvery(Long.parseLong(args[2]))
                    .jsonLines()
                    .progress(SiiwadLines::hear)
                    .run();
        }
        System.out.println("read " + read.count());
    }

    private static void hear(Progress.Event event) {
        if (event instanceof Progress.LookingForDuplicates || event instanceof Progress.Publishing) {
            long started = ManagementFactory.getRuntimeMXBean().getStartTime();
            long cpuNs = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
            System.out.printf(
                    Locale.ROOT, "loop %.3f %.3f%n", (System.currentTimeMillis() - started) / MILLIS, cpuNs / NANOS);
        }
    }
}
