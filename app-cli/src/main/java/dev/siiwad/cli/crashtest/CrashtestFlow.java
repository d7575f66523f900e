package dev.siiwad.cli.crashtest;

import dev.siiwad.RunIds;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.child.TypedArguments;
import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.RunNow;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.CommandText;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.storage.s3.BucketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One crash test of what a source's command asks for: refuse what cannot be tested, say what will be done, do it, and clear up. */
final class CrashtestFlow {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final int KILLS_MAX = 100_000;
    private static final int WORKERS_MAX = 64;

    /** Where what is kept, what it is called, and what is said, is given to the children in another way. */
    private static final Set<String> TOLD_OTHERWISE =
            Set.of("--storage", "--run-id", "--quiet", "--verbose", "--no-progress", "--json");

    /** They are for something that is there already, or would end what is to be carried on. */
    private static final Set<String> LEFT_OUT = Set.of("--force", "--take-over", "--max-attempts");

    private final Session session;
    private final Storages storages;
    private final CrashtestCommand test;
    private final Asked asked;
    private final IngestOptions options;
    private final long seed;
    private final Report report;

    CrashtestFlow(Session session, Storages storages, CrashtestCommand test, Asked asked) {
        this.session = session;
        this.storages = storages;
        this.test = test;
        this.asked = asked;
        this.options = asked.options();
        this.report = new Report(session.shell().out(), options.json());
        this.seed = test.seed().orElseGet(() -> (long) new SecureRandom().nextInt(Integer.MAX_VALUE));
    }

    /** Returns the exit code. */
    int run() throws IOException {
        Path above = requirePossible();
        SourceId source = source(above);
        Path directory = ScratchDirectory.create(above);
        Scratch scratch = scratch(directory, source);
        TypedArguments typed =
                TypedArguments.of(asked.verb().commandLine().getParseResult(), toldOtherwise(), leftOut());
        Order order = order(source, typed);
        announce(order, typed, scratch);
        int code = run(order, scratch);
        report.end(code);
        return code;
    }

    private Set<String> toldOtherwise() {
        return test.workers().isPresent() ? with(TOLD_OTHERWISE, "--slices") : TOLD_OTHERWISE;
    }

    private Set<String> leftOut() {
        return test.workers().isPresent() ? with(LEFT_OUT, "--slice", "--no-wait") : LEFT_OUT;
    }

    private static Set<String> with(Set<String> options, String... more) {
        Set<String> all = new HashSet<>(options);
        all.addAll(List.of(more));
        return all;
    }

    private Scratch scratch(Path directory, SourceId source) {
        Optional<BucketAddress> usual = storages.directories(options.storage()).bucket();
        return usual.isPresent()
                ? new BucketScratch(usual.get(), directory, source, storages)
                : new ScratchDirectory(directory, source);
    }

    private Path requirePossible() {
        options.insteadOfRunning().ifPresent(look -> {
            throw new UsageException(
                    look + " runs nothing, so nothing can be killed; leave out " + look + ", or crashtest");
        });
        if (test.kills().value() > KILLS_MAX) {
            throw new UsageException("--kills is " + test.kills().value() + "; expected 1 to " + KILLS_MAX);
        }
        if (test.workers().filter(number -> number.value() > WORKERS_MAX).isPresent()) {
            throw new UsageException("--workers is " + test.workers().get().value() + "; expected 1 to " + WORKERS_MAX);
        }
        if (asked.paid() && !test.acceptCosts()) {
            throw new UsageException("this source takes money for being read, and a crash test reads it at least twice:"
                    + " once without a stop and once killed. Nothing was bought. If that is wanted, type --accept-costs"
                    + " too, and think of a small --max-comments");
        }
        Path above = session.resolve(test.scratch().orElse(Path.of(System.getProperty("java.io.tmpdir"))));
        if (!Files.isDirectory(above) || !Files.isWritable(above)) {
            throw new UsageException(above + ": is not a directory that can be written; give one with --scratch DIR");
        }
        return above;
    }

    /** Also finds what is wrong with the options of the source, before anything is started. */
    private SourceId source(Path above) throws IOException {
        Directories nowhere = Directories.below(above.resolve("siiwad-crashtest"));
        try (Storage storage = FileStorage.below(above.resolve("siiwad-crashtest"));
                Siiwad siiwad = RunNow.open(session, options, storage, nowhere)) {
            return asked.ingestion(siiwad, session::resolve).source().id();
        }
    }

    private Order order(SourceId source, TypedArguments typed) {
        RunId run = options.runId().orElseGet(() -> RunIds.of(session.now(), source, Long.hashCode(seed)));
        List<String> words = new ArrayList<>(List.of("ingest"));
        words.addAll(typed.words());
        words.add("--run-id=" + run);
        Map<String, String> variables = new HashMap<>(session.shell().variables());
        variables.putAll(typed.secrets());
        variables.put("SDC_LOGGING__LEVEL", "INFO");
        variables.put("SDC_LOGGING__FORMAT", "plain");
        variables.put("SDC_LOGGING__FILE", "");
        ChildCommand ingestion = new ChildCommand(
                ChildCommand.SIIWAD,
                ChildCommand.jvmOptionsOfThisProcess(),
                words,
                variables,
                session.shell().directory());
        return new Order(ingestion, workers(), (int) test.kills().value(), seed, asked.paid(), test.keep());
    }

    private Optional<Order.Workers> workers() {
        return test.workers().map(given -> {
            int number = (int) given.value();
            return new Order.Workers(
                    number, options.sharing().map(Sharing::slices).orElse(2 * number));
        });
    }

    private void announce(Order order, TypedArguments typed, Scratch scratch) {
        report.line("Testing: "
                + CommandText.of(session.program(), order.ingestion().arguments()));
        report.line("The source is read " + times(order.rounds() + 1) + ": once without a stop, and "
                + times(order.rounds()) + " more, killed " + times(order.kills()) + " in all."
                + (asked.paid() ? " Each time is paid for." : ""));
        report.line("Scratch: " + scratch.where());
        order.workers()
                .ifPresent(workers -> report.line("Shared by " + workers.number() + " processes in at most "
                        + Counted.of(workers.slices(), "slice") + ", each killed at random moments."));
        options.storage()
                .ifPresent(place -> report.line("In the place of --storage " + place + ", which is not touched."));
        if (!typed.leftOut().isEmpty()) {
            report.line("Left out, since a test has no use for it: " + String.join(" ", typed.leftOut()));
        }
        if (!scratch.onDisk()) {
            report.line("In a bucket it is killed at random moments only.");
        }
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private int run(Order order, Scratch scratch) throws IOException {
        Crashtest crashtest = new Crashtest(order, scratch, report);
        session.interruption()
                .watch(
                        crashtest::stop,
                        () -> {},
                        () -> LOG.warn("Stopped before all was removed from {}", scratch.where()));
        boolean keep = test.keep();
        try {
            boolean same = crashtest.run();
            keep |= !same;
            return same ? ExitCode.DONE : ExitCode.FAILED;
        } catch (ChildFailedException e) {
            keep |= e.tested();
            LOG.error("{}", e.getMessage());
            return codeOf(e);
        } catch (InterruptedException e) {
            LOG.warn("Interrupted; nothing was found different so far");
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            keep = true;
            throw e;
        } finally {
            if (keep) {
                report.line("Kept: " + scratch.where());
            } else {
                scratch.remove();
            }
            report.line("The same choices again: " + again());
        }
    }

    /** A wrong command, or a source that pauses, says nothing against what was tested. */
    private static int codeOf(ChildFailedException e) {
        boolean notOurs = e.exitCode() == ExitCode.PAUSED || e.exitCode() == ExitCode.USAGE && !e.tested();
        return notOurs ? e.exitCode() : ExitCode.FAILED;
    }

    private String again() {
        List<String> typed = new ArrayList<>(
                asked.verb().root().commandLine().getParseResult().originalArgs());
        if (test.seed().isEmpty()) {
            typed.add("--seed=" + seed);
        }
        return CommandText.of(session.program(), typed);
    }
}
