package dev.siiwad.cli;

import ch.qos.logback.classic.Level;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** What every {@code ingest} command does once its source is known: run or explain, and say how it went. */
final class IngestFlow {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final Session session;
    private final IngestOptions options;
    private final Directories directories;
    private final String command;
    private final CommandSpec verb;
    private final boolean paid;

    /** Whether a checkpoint of this attempt was durable; also read when the process is told to end. */
    private volatile boolean claimed;

    /** Makes the run that a command asks for. */
    @FunctionalInterface
    interface Choice {
        Ingestion of(Siiwad siiwad) throws IOException;
    }

    /** @param verb the command that was typed, with its arguments */
    IngestFlow(Session session, IngestOptions options, CommandSpec verb) {
        this(session, options, verb, false);
    }

    /** @param paid whether the source takes money for being read */
    IngestFlow(Session session, IngestOptions options, CommandSpec verb, boolean paid) {
        this.verb = verb;
        this.paid = paid;
        this.session = session;
        this.options = options;
        this.directories = Directories.of(session.environment(), session.shell().directory(), options.storage());
        List<String> typed = verb.root().commandLine().getParseResult().originalArgs();
        this.command = CommandText.of(session.program(), typed);
    }

    /** Returns the exit code. */
    int run(Choice choice) throws IOException, RunFailedException {
        Optional<CrashtestCommand> test = CrashtestCommand.above(verb);
        if (test.isPresent()) {
            return new CrashtestFlow(session, options, directories, test.get(), verb, paid).run(choice);
        }
        if (options.verbose() || options.quiet()) {
            Logging.setLevel(options.verbose() ? Level.DEBUG : Level.WARN);
        }
        try (Siiwad siiwad = Siiwad.open(session.environment(), directories, options.takeOver())) {
            Ingestion ingestion = asked(choice, siiwad);
            SourceId source = ingestion.source().id();
            try {
                return options.explain() ? explain(siiwad, ingestion) : run(siiwad, ingestion);
            } catch (IOException e) {
                if (siiwad.stopRequested()) {
                    LOG.warn("Interrupted; what was going on ended with: {}", Failures.describe(e));
                    return interrupted(siiwad, source);
                }
                throw new RunFailedException(nextSteps(siiwad, source), e);
            } catch (LinkageError | InternalError e) {
                throw new RunFailedException(nextSteps(siiwad, source), Loading.failed(e));
            }
        }
    }

    /** Asks a source something and runs nothing. */
    @FunctionalInterface
    interface Question {
        void ask(Siiwad siiwad) throws IOException;
    }

    /** Returns the exit code. */
    int look(Question question) throws IOException {
        if (CrashtestCommand.above(verb).isPresent()) {
            throw new UsageException(
                    "this only looks, and collects nothing, so nothing can be killed; leave out crashtest");
        }
        try (Siiwad siiwad = Siiwad.open(session.environment(), directories, options.takeOver())) {
            question.ask(siiwad);
        }
        return ExitCode.DONE;
    }

    /** What the user typed is judged by what it is for. */
    private Ingestion asked(Choice choice, Siiwad siiwad) throws IOException {
        try {
            return options.applyTo(choice.of(siiwad), command);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private int explain(Siiwad siiwad, Ingestion ingestion) throws IOException {
        Explanation explanation = new Explanation(session, siiwad.storage(), ingestion);
        ResumePlan plan = ingestion.explain();
        explanation.of(plan).forEach(session::print);
        if (plan instanceof ResumePlan.Refuse refusal) {
            return Failures.codeOf(refusal);
        }
        return explanation.busy() ? ExitCode.BUSY : ExitCode.DONE;
    }

    private int run(Siiwad siiwad, Ingestion ingestion) throws IOException {
        SourceId source = ingestion.source().id();
        session.interruption()
                .watch(
                        siiwad::stop,
                        siiwad::cutOff,
                        () -> LOG.warn(
                                "Stopped before all was saved. {}",
                                nextSteps(siiwad, source).carryOn()));
        ProgressLine line = options.progressLine()
                ? session.line()
                : new ProgressLine(session.shell().err(), false);
        RunReport report;
        try (RunLog log = new RunLog(source, line, ingestion.request().maxRecords(), System::nanoTime)) {
            report = ingestion
                    .progress(event -> {
                        claimed |= event instanceof Progress.Claimed;
                        log.on(event);
                    })
                    .run();
        }
        if (report instanceof RunReport.Refused refused) {
            return Failures.refused(refused.refusal(), found(siiwad, source));
        }
        if (report instanceof RunReport.Interrupted) {
            return interrupted(siiwad, source);
        }
        Results.of(((RunReport.Completed) report).receipt()).forEach(session::print);
        return ExitCode.DONE;
    }

    private int interrupted(Siiwad siiwad, SourceId source) {
        LOG.info("{}", nextSteps(siiwad, source).carryOn());
        return ExitCode.INTERRUPTED;
    }

    private Optional<String> found(Siiwad siiwad, SourceId source) {
        NextSteps next = nextSteps(siiwad, source);
        return next.checkpoint() == NextSteps.Standing.KEPT
                ? Optional.of(
                        "The checkpoint is " + siiwad.storage().standing(source) + "; look at it with: " + next.look())
                : Optional.empty();
    }

    private NextSteps nextSteps(Siiwad siiwad, SourceId source) {
        Storage storage = siiwad.storage();
        boolean backup;
        try {
            backup = storage.hasBackup(source);
        } catch (IOException unreachable) {
            LOG.debug("Whether there is a backup cannot be seen", unreachable);
            backup = false;
        }
        return new NextSteps(
                session.program(),
                command,
                source,
                StorageOption.again(options.storage()),
                standing(storage, source),
                backup);
    }

    private NextSteps.Standing standing(Storage storage, SourceId source) {
        try {
            boolean there = storage.bytes(source).isPresent();
            NextSteps.Standing none = claimed ? NextSteps.Standing.GONE : NextSteps.Standing.NONE;
            return there ? NextSteps.Standing.KEPT : none;
        } catch (IOException unreachable) {
            LOG.debug("Whether there is a checkpoint cannot be seen", unreachable);
            boolean kept = claimed || storage.isNamed(source);
            return kept ? NextSteps.Standing.KEPT : NextSteps.Standing.UNSEEN;
        }
    }
}
