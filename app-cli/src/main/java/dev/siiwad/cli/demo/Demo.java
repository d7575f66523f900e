package dev.siiwad.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows the promise on this machine, without the Internet: each source is collected once without a stop, and once in a process that is killed twice
 * in the middle; then the bytes of both datasets are compared.
 */
public final class Demo {
    /** Begins with a day, so that both runs of a source are of one day even at midnight. */
    private static final String RUN_ID = "20261101_demo";

    private static final int KILLS = 2;
    private static final int RUNS_MAX = 5;
    private static final String ROW = "%-14s %9s %6s   %-20s %-20s %-12s %s%n";

    private final PrintStream out;

    public Demo(PrintStream out) {
        this.out = out;
    }

    /** What one source came to. */
    private record Comparison(
            long documents, long kept, List<Long> killedAt, List<Long> carriedOnFrom, String digest, boolean same) {}

    /** Whether all datasets came out the same. */
    public boolean run() throws IOException, InterruptedException {
        List<Upstream> upstreams = List.of(
                new WikipediaUpstream(),
                new HuggingFaceUpstream(),
                new BbcUpstream(),
                new SprakbankenUpstream(),
                new TikTokUpstream());
        Path scratch = Files.createTempDirectory("siiwad-demo");
        out.println("Collecting from " + upstreams.size()
                + " sources that run on this machine, each twice: once without a stop,");
        out.println("once killed with SIGKILL " + KILLS + " times and carried on with the same command. Scratch: "
                + scratch);
        out.println();
        out.printf(
                Locale.ROOT,
                ROW,
                "source",
                "documents",
                "kept",
                "killed behind",
                "carried on from",
                "sha256",
                "same dataset?");
        boolean allSame = true;
        try {
            for (Upstream upstream : upstreams) {
                Comparison comparison = compare(upstream, scratch);
                allSame &= comparison.same();
                print(upstream, comparison);
            }
        } finally {
            delete(scratch);
        }
        out.println();
        out.println(
                allSame
                        ? "Every dataset is, byte for byte, the one that an uninterrupted run makes."
                        : "A dataset differs. This should never happen: please report it, with this output.");
        return allSame;
    }

    private void print(Upstream upstream, Comparison comparison) {
        out.printf(
                Locale.ROOT,
                ROW,
                upstream.name(),
                comparison.documents(),
                comparison.kept(),
                join(comparison.killedAt()),
                join(comparison.carriedOnFrom()),
                comparison.digest().substring(0, 12),
                comparison.same() ? "yes" : "NO");
        out.flush();
    }

    private static Comparison compare(Upstream upstream, Path scratch) throws IOException, InterruptedException {
        try (UpstreamServer server = new UpstreamServer(upstream)) {
            Path whole = Files.createDirectory(scratch.resolve(upstream.name().replace(' ', '-') + "-uninterrupted"));
            ChildProcess uninterrupted = attempt(upstream, server, whole, 0);
            requireDone(upstream, uninterrupted);
            Killed killed = killed(upstream, server, scratch);
            String expected = digest(whole);
            return new Comparison(
                    killed.last().lastOffset("Checkpoint saved: "),
                    kept(killed.last()),
                    killed.killedAt(),
                    killed.carriedOnFrom(),
                    expected,
                    digest(killed.directory()).equals(expected));
        }
    }

    /** Where a run was killed and carried on, and its last attempt. */
    private record Killed(Path directory, List<Long> killedAt, List<Long> carriedOnFrom, ChildProcess last) {}

    /** A machine may be so busy that a run ends before the signal arrives; then another one is killed. */
    private static Killed killed(Upstream upstream, UpstreamServer server, Path scratch)
            throws IOException, InterruptedException {
        for (int run = 1; run <= RUNS_MAX; run++) {
            Path directory =
                    Files.createDirectory(scratch.resolve(upstream.name().replace(' ', '-') + "-killed-" + run));
            List<Long> killedAt = new ArrayList<>();
            List<Long> carriedOnFrom = new ArrayList<>();
            ChildProcess attempt = attempt(upstream, server, directory, upstream.checkpointsBeforeKill());
            while (attempt.killed() && killedAt.size() < KILLS) {
                noteResume(attempt, carriedOnFrom);
                killedAt.add(attempt.lastOffset("Checkpoint saved: "));
                int killAfter = killedAt.size() < KILLS ? upstream.checkpointsBeforeKill() : 0;
                attempt = attempt(upstream, server, directory, killAfter);
            }
            requireDone(upstream, attempt);
            if (killedAt.size() == KILLS) {
                noteResume(attempt, carriedOnFrom);
                return new Killed(directory, killedAt, carriedOnFrom, attempt);
            }
        }
        throw new IOException(upstream.name() + ": " + RUNS_MAX + " runs ended before they could be killed");
    }

    private static void noteResume(ChildProcess attempt, List<Long> carriedOnFrom) {
        long offset = attempt.lastOffset("Resuming from checkpoint: ");
        if (offset >= 0) {
            carriedOnFrom.add(offset);
        }
    }

    private static ChildProcess attempt(Upstream upstream, UpstreamServer server, Path directory, int killAfter)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : upstream.inputFiles().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        List<String> arguments = new ArrayList<>(List.of("ingest"));
        arguments.addAll(upstream.arguments());
        arguments.addAll(List.of("--checkpoint-every", "" + upstream.checkpointEvery(), "--run-id", RUN_ID));
        return ChildProcess.run(arguments, upstream.environment(server.baseUrl()), directory, killAfter);
    }

    private static void requireDone(Upstream upstream, ChildProcess attempt) throws IOException {
        if (attempt.exitCode() != 0) {
            throw new IOException(upstream.name() + ": the run ended with exit code " + attempt.exitCode() + ":\n"
                    + String.join("\n", attempt.log()));
        }
    }

    private static long kept(ChildProcess attempt) {
        String last = attempt.log().stream()
                .filter(line -> line.contains("Checkpoint saved: "))
                .reduce("processed=0", (before, line) -> line);
        return Long.parseLong(last.replaceAll(".*processed=(\\d+).*", "$1"));
    }

    /** Over the names and bytes of all published files but the receipt, which tells of the attempts. */
    private static String digest(Path directory) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(directory.resolve("data/processed"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.getFileName().toString().endsWith("-receipt.json")) {
                    all.writeBytes(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                    all.writeBytes(Files.readAllBytes(file));
                }
            }
        }
        return Digests.hex("SHA-256", all.toByteArray());
    }

    private static String join(List<Long> offsets) {
        return offsets.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
