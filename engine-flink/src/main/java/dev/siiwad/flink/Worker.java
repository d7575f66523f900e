package dev.siiwad.flink;

import dev.siiwad.Ingestion;
import dev.siiwad.ProgressLog;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.NothingKept;
import dev.siiwad.cli.ingest.ProcessTrial;
import dev.siiwad.cli.ingest.Refusals;
import dev.siiwad.cli.ingest.Results;
import dev.siiwad.cli.ingest.RunNow;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.NextSteps;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.RunFailedException;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * One worker of a shared run: what a process of {@code siiwad ingest … --slices N} is, in a thread. Several live in one JVM. It takes its settings from the environment of the process
 * that it runs in. Used once; {@link #stop} and {@link #cutOff} may be called from any thread.
 */
final class Worker implements Use {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final Work work;
    private final Counts counts;
    private final Session session;
    private final Storages storages;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Siiwad> running = Optional.empty();
    private volatile String problem = "the log of its task manager says why";

    Worker(Work work, Counts counts) {
        this.work = work;
        this.counts = counts;
        Shell shell = Shell.ofThisProcess();
        Shell there = new Shell(variables(shell), Path.of(work.directory()), shell.out(), shell.err(), false);
        this.session = new Session(
                there, Configuration.of(there).environment(), new ProgressLine(shell.err(), false), new Interruption());
        this.storages = dev.siiwad.cli.Main.storages(session);
    }

    private Map<String, String> variables(Shell shell) {
        Map<String, String> variables = new HashMap<>(shell.variables());
        if (work.threads() > 0) {
            variables.putIfAbsent(Siiwad.THREADS, String.valueOf(work.threads()));
        }
        return variables;
    }

    /** Returns the exit code. */
    int run() {
        List<String> typed = new ArrayList<>(List.of("ingest"));
        typed.addAll(work.words());
        CommandLine commands = dev.siiwad.cli.Main.commands(new FlinkCommand(), session, storages, this);
        CommandLine.IExecutionExceptionHandler failures = commands.getExecutionExceptionHandler();
        commands.setExecutionExceptionHandler((e, command, parsed) -> {
            problem = Failures.describe(e instanceof RunFailedException run ? run.failure() : e);
            return failures.handleExecutionException(e, command, parsed);
        });
        return commands.execute(typed.toArray(String[]::new));
    }

    /** Asks for the end; what was read is saved. */
    void stop() {
        stopped.countDown();
        running.ifPresent(Siiwad::stop);
    }

    /** Waits for no server any more. */
    void cutOff() {
        running.ifPresent(Siiwad::cutOff);
    }

    /** Why it ended, in a sentence, where it failed. */
    String problem() {
        return problem;
    }

    @Override
    public int look(IngestOptions options, Question question) {
        throw new UsageException("a worker reads");
    }

    @Override
    public int ingest(Asked asked) throws IOException, RunFailedException {
        Directories directories = storages.directories(asked.options().storage());
        try (Storage storage = storages.open(directories, false);
                Siiwad siiwad = RunNow.open(session, asked.options(), storage, directories)) {
            running = Optional.of(siiwad);
            if (stopped.getCount() == 0) {
                siiwad.stop();
            }
            ProgressLog log = new ProgressLog(storage);
            Progress both = event -> {
                counts.on(event);
                log.on(event);
            };
            Ingestion ingestion = asked.ingestion(siiwad, session::resolve)
                    .progress(both)
                    .trial(ProcessTrial.of(session, Main.class.getName(), asked, siiwad::stopRequested, counts::slice));
            try {
                return ended(share(ingestion, asked.options().sharing().orElseThrow()), asked);
            } catch (IOException e) {
                if (siiwad.stopRequested()) {
                    LOG.warn("Cancelled; what was going on ended with: {}", Failures.describe(e));
                    return ExitCode.INTERRUPTED;
                }
                throw new RunFailedException(
                        next(asked, storage, ingestion.source().id()), e);
            }
        } finally {
            running = Optional.empty();
        }
    }

    /** Shares the run; where a quota is used up, waits until there is a new one. */
    private RunReport share(Ingestion ingestion, Sharing how) throws IOException {
        while (true) {
            try {
                return ingestion.share(how);
            } catch (PausedException paused) {
                LOG.info("{}. Waiting until {}", Failures.describe(paused), paused.until());
                if (stopsBefore(paused.until())) {
                    return new RunReport.Interrupted(Optional.empty());
                }
            }
        }
    }

    private boolean stopsBefore(Instant time) throws IOException {
        try {
            long ms = Math.max(0, Duration.between(session.now(), time).toMillis());
            return stopped.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted while waiting until " + time, e);
        }
    }

    private int ended(RunReport report, Asked asked) {
        if (report instanceof RunReport.Refused refused) {
            return failed(
                    new Refusals(command(asked), asked.paid()).message(refused.refusal()),
                    Refusals.exitCode(refused.refusal()));
        }
        if (report instanceof RunReport.NothingKept nothing) {
            return failed(new NothingKept(command(asked)).message(nothing), ExitCode.NOTHING_KEPT);
        }
        if (report instanceof RunReport.Completed completed) {
            counts.results(Results.of(completed.receipt(), false));
        }
        return report instanceof RunReport.Interrupted ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private int failed(String message, int code) {
        LOG.error("{}", message);
        problem = message;
        return code;
    }

    private TypedCommand command(Asked asked) {
        return new TypedCommand(
                session.program(),
                asked.verb().root().commandLine().getParseResult().originalArgs());
    }

    private NextSteps next(Asked asked, Storage storage, SourceId source) {
        boolean kept = storage.checkpointAdmin().exists(source);
        return new NextSteps(
                command(asked),
                source,
                StorageOption.again(asked.options().storage()),
                kept ? NextSteps.Seen.KEPT : NextSteps.Seen.NONE,
                false);
    }
}
