package dev.siiwad.cli;

import dev.siiwad.cli.crashtest.ChildCommand;
import dev.siiwad.cli.crashtest.ChildFailedException;
import dev.siiwad.cli.crashtest.Crashtest;
import dev.siiwad.cli.crashtest.Order;
import dev.siiwad.cli.crashtest.Scratch;
import dev.siiwad.cli.crashtest.ScratchDirectory;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** What a source's command does behind {@code crashtest}: refuse what cannot be tested, say what will be done, do it, and clear up. */
final class CrashtestFlow {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final int KILLS_MAX = 100_000;

    private final Session session;
    private final IngestOptions options;
    private final Directories usual;
    private final CrashtestCommand asked;
    private final CommandSpec verb;
    private final boolean paid;
    private final long seed;

    /**
     * @param usual where the user keeps things
     * @param paid whether the source takes money for being read
     */
    CrashtestFlow(
            Session session,
            IngestOptions options,
            Directories usual,
            CrashtestCommand asked,
            CommandSpec verb,
            boolean paid) {
        this.usual = usual;
        this.session = session;
        this.options = options;
        this.asked = asked;
        this.verb = verb;
        this.paid = paid;
        this.seed = asked.seed().orElseGet(() -> (long) new SecureRandom().nextInt(Integer.MAX_VALUE));
    }

    /** Returns the exit code. */
    int run(IngestFlow.Choice choice) throws IOException {
        Path above = requirePossible();
        SourceId source = source(choice, above);
        Path directory = ScratchDirectory.create(above);
        Scratch scratch = usual.bucket().isPresent()
                ? new BucketScratch(usual.bucket().get(), directory, source, session.environment())
                : new ScratchDirectory(directory, source);
        CrashtestArguments typed = CrashtestArguments.of(verb.commandLine().getParseResult());
        Order order = order(source, typed);
        announce(order, typed, scratch);
        return run(order, scratch);
    }

    private Path requirePossible() {
        if (options.explain()) {
            throw new UsageException(
                    "--explain runs nothing, so nothing can be killed; leave out --explain, or crashtest");
        }
        if (asked.kills().value() > KILLS_MAX) {
            throw new UsageException("--kills is " + asked.kills().value() + "; expected 1 to " + KILLS_MAX);
        }
        if (paid && !asked.acceptCosts()) {
            throw new UsageException("this source takes money for being read, and a crash test reads it at least twice:"
                    + " once without a stop and once killed. Nothing was bought. If that is wanted, type --accept-costs"
                    + " too, and think of a small --max-comments");
        }
        Path above = session.resolve(asked.scratch().orElse(Path.of(System.getProperty("java.io.tmpdir"))));
        if (!Files.isDirectory(above) || !Files.isWritable(above)) {
            throw new UsageException(above + ": is not a directory that can be written; give one with --scratch DIR");
        }
        return above;
    }

    /** Also finds what is wrong with the options of the source, before anything is started. */
    private SourceId source(IngestFlow.Choice choice, Path above) throws IOException {
        Directories nowhere = Directories.below(above.resolve("siiwad-crashtest"));
        try (Siiwad siiwad = Siiwad.open(session.environment(), nowhere, false)) {
            return options.applyTo(choice.of(siiwad), "").source().id();
        } catch (UsageException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Order order(SourceId source, CrashtestArguments typed) {
        RunId run = options.runId().orElseGet(() -> RunIds.of(session.now(), source, Long.hashCode(seed)));
        List<String> words = new ArrayList<>(typed.words());
        words.add("--run-id=" + run);
        Map<String, String> variables = new HashMap<>(session.shell().variables());
        variables.putAll(typed.secrets());
        variables.put("SDC_LOGGING__LEVEL", "INFO");
        variables.put("SDC_LOGGING__FORMAT", "text");
        ChildCommand ingestion = new ChildCommand(
                ChildCommand.jvmOptionsOfThisProcess(),
                words,
                variables,
                session.shell().directory());
        return new Order(ingestion, (int) asked.kills().value(), seed, paid, asked.keep());
    }

    private void announce(Order order, CrashtestArguments typed, Scratch scratch) {
        session.print("Testing: "
                + CommandText.of(session.program(), order.ingestion().arguments()));
        session.print("The source is read " + times(order.rounds() + 1) + ": once without a stop, and "
                + times(order.rounds()) + " more, killed " + times(order.kills()) + " in all."
                + (paid ? " Each time is paid for." : ""));
        session.print("Scratch: " + scratch.where());
        options.storage()
                .ifPresent(place -> session.print("In the place of --storage " + place + ", which is not touched."));
        if (!typed.leftOut().isEmpty()) {
            session.print("Left out, since a test has no use for it: " + String.join(" ", typed.leftOut()));
        }
        if (!scratch.onDisk()) {
            session.print("In a bucket it is killed at random moments only.");
        }
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private int run(Order order, Scratch scratch) throws IOException {
        Crashtest test = new Crashtest(order, scratch, session.shell().out());
        session.interruption()
                .watch(test::stop, () -> {}, () -> LOG.warn("Stopped before all was removed from {}", scratch.where()));
        boolean keep = asked.keep();
        try {
            boolean same = test.run();
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
                session.print("Kept: " + scratch.where());
            } else {
                scratch.remove();
            }
            session.print("The same choices again: " + again());
        }
    }

    /** What is wrong with the command or with the source's mood is no fault of what was tested. */
    private static int codeOf(ChildFailedException e) {
        boolean notOurs = e.exitCode() == ExitCode.PAUSED || e.exitCode() == ExitCode.USAGE && !e.tested();
        return notOurs ? e.exitCode() : ExitCode.FAILED;
    }

    private String again() {
        List<String> typed =
                new ArrayList<>(verb.root().commandLine().getParseResult().originalArgs());
        if (asked.seed().isEmpty()) {
            typed.add("--seed=" + seed);
        }
        return CommandText.of(session.program(), typed);
    }
}
