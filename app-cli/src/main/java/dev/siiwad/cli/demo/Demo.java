package dev.siiwad.cli.demo;

import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.crashtest.ChildProcess;
import dev.siiwad.cli.crashtest.Comparison;
import dev.siiwad.cli.crashtest.Kill;
import dev.siiwad.cli.crashtest.Published;
import dev.siiwad.cli.storage.TemporaryDirectory;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows the promise on this machine, without the Internet: each source is collected once without a stop, and once in a process that is killed twice
 * in the middle; then the bytes of both datasets are compared.
 */
public final class Demo {
    /** Begins with a day, so that both runs of a source are of one day even at midnight. */
    private static final String RUN_ID = "20261101_demo";

    private static final int KILLS = 2;
    private static final int RUNS_MAX = 5;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** What starts soonest. */
    private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final String ROW = "%-14s %9s %6s   %-20s %-20s %-12s %s%n";

    private final PrintStream out;

    public Demo(PrintStream out) {
        this.out = out;
    }

    /** What one source came to. */
    private record Outcome(
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
        out.println(
                "once killed with SIGKILL " + KILLS + " times and resumed with the same command. Scratch: " + scratch);
        out.println();
        out.printf(
                Locale.ROOT,
                ROW,
                "source",
                "documents",
                "kept",
                "killed after",
                "resumed from",
                "sha256",
                "same dataset?");
        boolean allSame = true;
        try {
            for (Upstream upstream : upstreams) {
                Outcome outcome = compare(upstream, scratch);
                allSame &= outcome.same();
                print(upstream, outcome);
            }
        } finally {
            TemporaryDirectory.delete(scratch);
        }
        out.println();
        out.println(
                allSame
                        ? "Every dataset is, byte for byte, the one that an uninterrupted run makes."
                        : "A dataset differs. This should never happen: please report it, with this output.");
        return allSame;
    }

    private void print(Upstream upstream, Outcome outcome) {
        out.printf(
                Locale.ROOT,
                ROW,
                upstream.name(),
                outcome.documents(),
                outcome.kept(),
                join(outcome.killedAt()),
                join(outcome.carriedOnFrom()),
                outcome.digest().substring(0, 12),
                outcome.same() ? "yes" : "NO");
        out.flush();
    }

    private static Outcome compare(Upstream upstream, Path scratch) throws IOException, InterruptedException {
        try (UpstreamServer server = new UpstreamServer(upstream)) {
            Path whole = Files.createDirectory(scratch.resolve(upstream.name().replace(' ', '-') + "-uninterrupted"));
            requireDone(upstream, attempt(upstream, server, whole, Kill.never()));
            Killed killed = killed(upstream, server, scratch);
            Published expected = published(whole);
            boolean same =
                    Comparison.of(expected, published(killed.directory())).same();
            return new Outcome(
                    expected.receipt().read(),
                    expected.receipt().kept(),
                    killed.killedAt(),
                    killed.carriedOnFrom(),
                    expected.digest(),
                    same);
        }
    }

    private static Published published(Path directory) throws IOException {
        return Published.in(directory.resolve("data/" + Layout.SILVER));
    }

    /** Where a run was killed and carried on. */
    private record Killed(Path directory, List<Long> killedAt, List<Long> carriedOnFrom) {}

    /** A machine may be so busy that a run ends before the signal arrives; then another one is killed. */
    private static Killed killed(Upstream upstream, UpstreamServer server, Path scratch)
            throws IOException, InterruptedException {
        Kill kill = Kill.afterCheckpoints(upstream.checkpointsBeforeKill());
        for (int run = 1; run <= RUNS_MAX; run++) {
            Path directory =
                    Files.createDirectory(scratch.resolve(upstream.name().replace(' ', '-') + "-killed-" + run));
            List<Long> killedAt = new ArrayList<>();
            List<Long> carriedOnFrom = new ArrayList<>();
            ChildProcess.Ended attempt = attempt(upstream, server, directory, kill);
            while (attempt.killed()) {
                attempt.resumedFrom().ifPresent(carriedOnFrom::add);
                killedAt.add(attempt.saved().orElse(0));
                attempt = attempt(upstream, server, directory, killedAt.size() < KILLS ? kill : Kill.never());
            }
            requireDone(upstream, attempt);
            if (killedAt.size() == KILLS) {
                attempt.resumedFrom().ifPresent(carriedOnFrom::add);
                return new Killed(directory, killedAt, carriedOnFrom);
            }
        }
        throw new IOException(upstream.name() + ": " + RUNS_MAX + " runs ended before they could be killed");
    }

    private static ChildProcess.Ended attempt(Upstream upstream, UpstreamServer server, Path directory, Kill kill)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : upstream.inputFiles().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        List<String> arguments = new ArrayList<>(List.of("ingest"));
        arguments.addAll(upstream.arguments());
        arguments.addAll(List.of("--checkpoint-every", "" + upstream.checkpointEvery(), "--run-id", RUN_ID));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("SDC_") || name.startsWith("HF_"));
        environment.putAll(upstream.environment(server.baseUrl()));
        List<String> jvmOptions = new ArrayList<>(ChildCommand.jvmOptionsOfThisProcess());
        jvmOptions.addAll(JVM_OPTIONS);
        ChildCommand command = new ChildCommand(ChildCommand.SIIWAD, jvmOptions, arguments, environment, directory);
        return ChildProcess.start(command, kill).await(LONGEST);
    }

    private static void requireDone(Upstream upstream, ChildProcess.Ended attempt) throws IOException {
        if (attempt.exitCode() != 0) {
            throw new IOException(upstream.name() + ": the run ended with exit code " + attempt.exitCode() + ":\n"
                    + String.join("\n", attempt.lines()));
        }
    }

    private static String join(List<Long> offsets) {
        return offsets.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
