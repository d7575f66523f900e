package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.Siiwad;
import dev.siiwad.Version;
import dev.siiwad.cli.metrics.MetricsFile;
import dev.siiwad.cli.storage.PaidContent;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Loading;
import dev.siiwad.cli.terminal.Logging;
import dev.siiwad.cli.terminal.NextSteps;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.RunFailedException;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every {@code ingest} command does once its source is known: run or explain, and say how it went. */
final class IngestFlow {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    /** Stands for the source in the name of a file, where each is to have its own. */
    private static final String OF_EACH_SOURCE = "{source}";

    private final Session session;
    private final Asked asked;
    private final IngestOptions options;
    private final Siiwad siiwad;
    private final Storage storage;
    private final String main;
    private final TypedCommand command;

    /** Whether a checkpoint of this attempt was durable; also read when the process is told to end. */
    private volatile boolean claimed;

    /** Whether all is read; also read when the process is told to end. */
    private volatile boolean publishing;

    /** The slice that is read, counted from 1; 0 where the run is not shared. */
    private int slice;

    /** Whether the dataset is there; also read when the process is told to end. */
    private volatile boolean published;

    /**
     * @param siiwad keeps things in the storage; the caller closes both
     * @param main the class with the main method of this program
     */
    IngestFlow(Session session, Asked asked, Siiwad siiwad, Storage storage, String main) {
        this.session = session;
        this.asked = asked;
        this.options = asked.options();
        this.siiwad = siiwad;
        this.storage = storage;
        this.main = main;
        List<String> typed = asked.verb().root().commandLine().getParseResult().originalArgs();
        this.command = new TypedCommand(session.program(), typed);
    }

    /** Returns the exit code. */
    int run() throws IOException, RunFailedException {
        options.log().begin(session);
        Optional<Sharing> sharing = options.sharing();
        Ingestion ingestion = asked.ingestion(siiwad, session::resolve);
        requireNamed(ingestion.request().replace());
        SourceId source = ingestion.source().id();
        try {
            Optional<String> paid =
                    options.force() && !options.yes() ? PaidContent.of(storage, source) : Optional.empty();
            if (paid.isPresent()) {
                return keptAsPaid(source, paid.get());
            }
            return options.insteadOfRunning().isPresent()
                    ? new LookFlow(session, asked, siiwad, storage, command).run(ingestion)
                    : run(ingestion, sharing);
        } catch (IOException e) {
            if (siiwad.stopRequested()) {
                LOG.warn("Interrupted; what was going on ended with: {}", Failures.describe(e));
                return interrupted(source);
            }
            if (options.json()) {
                session.print(IngestJson.failed(source, e).toString());
            }
            throw new RunFailedException(nextSteps(source), e);
        } catch (LinkageError | InternalError e) {
            throw new RunFailedException(nextSteps(source), Loading.failed(e));
        }
    }

    private int keptAsPaid(SourceId source, String paid) {
        metrics(source);
        LOG.error("{}\nCarry on with: {}\nStart over, and pay again, with: {} --force --yes", paid, command, command);
        return ExitCode.DECISION;
    }

    /** A list of other videos covers nothing of what was bought before, however long it is. */
    private void requireNamed(Replace replace) {
        if (asked.paid() && replace.covered()) {
            throw new UsageException("--replace: what was paid for is replaced only by name. Name the runs, as in"
                    + " --replace=RUN; they are listed by: " + session.program() + " dataset list");
        }
    }

    private int run(Ingestion ingestion, Optional<Sharing> sharing) throws IOException {
        SourceId source = ingestion.source().id();
        Optional<RunMetrics> metrics = metrics(source);
        session.interruption().watch(siiwad::stop, siiwad::cutOff, () -> {
            LOG.warn("{}", stopped(source));
            metrics.ifPresent(file -> file.ended(ExitCode.INTERRUPTED));
        });
        ProgressLine line = options.progressLine() && !Logging.isForMachines(session.environment())
                ? session.line()
                : new ProgressLine(session.shell().err(), false);
        Loading.requireCompression();
        RunReport report;
        boolean onFiles = !storage.checkpoints().where(source).startsWith("s3:");
        try (RunLog log = new RunLog(
                                source,
                                storage,
                                line,
                                ingestion.request().maxRecords(),
                                siiwad::activity,
                                seen -> metrics.ifPresent(file -> file.seen(seen)),
                                System::nanoTime)
                        .begin();
                SegmentCheck check = new SegmentCheck(storage::segments, told(log, metrics), onFiles)) {
            Ingestion ready = ingestion
                    .trial(ProcessTrial.of(session, main, asked, siiwad::stopRequested, () -> slice))
                    .progress(check);
            report = sharing.isPresent() ? ready.share(sharing.get()) : ready.run();
        }
        if (report instanceof RunReport.Completed completed) {
            metrics.ifPresent(file -> file.published(completed.receipt()));
        }
        int code = ended(report, source);
        if (options.json()) {
            session.print(IngestJson.ended(source, report, code).toString());
        }
        return code;
    }

    private int ended(RunReport report, SourceId source) throws IOException {
        if (report instanceof RunReport.Refused refused) {
            return refused(refused.refusal(), source);
        }
        if (report instanceof RunReport.Interrupted) {
            return interrupted(source);
        }
        if (report instanceof RunReport.Finished finished) {
            warnOfNoSignature(finished.dataset());
            return ExitCode.DONE;
        }
        if (report instanceof RunReport.NothingNew nothing) {
            LOG.info("{}", News.message(nothing.why()));
            return ExitCode.DONE;
        }
        if (report instanceof RunReport.WithOthers others) {
            LOG.info("{}", withOthers(others));
            return ExitCode.BUSY;
        }
        if (report instanceof RunReport.NothingKept nothing) {
            LOG.error("{}", new NothingKept(command).message(nothing));
            return ExitCode.NOTHING_KEPT;
        }
        Receipt receipt = ((RunReport.Completed) report).receipt();
        if (!options.json()) {
            Results.of(receipt, options.signs()).forEach(session::print);
        }
        if (receipt.setAside().count() > 0) {
            LOG.warn("{}", Results.missing(receipt.setAside()));
        }
        return ExitCode.DONE;
    }

    private String withOthers(RunReport.WithOthers others) {
        String left = others.slices() == 0
                ? "all slices are read, and another process publishes them"
                : (others.slices() == 1 ? "1 slice is" : others.slices() + " slices are") + " not read to the end yet";
        return "Run " + others.run() + ": " + left + ". Look at it with: " + session.program()
                + " status; carry on with: " + command;
    }

    /** Where the run keeps its figures, if anybody wants them; it will be told how the process ends. */
    private Optional<RunMetrics> metrics(SourceId source) {
        Optional<RunMetrics> metrics = options.metricsFile()
                .or(() -> session.environment().text("SDC_METRICS__FILE"))
                .map(file -> Path.of(file.replace(OF_EACH_SOURCE, source.value())))
                .map(file -> new RunMetrics(
                        new MetricsFile(session.resolve(file), new NioDisk()), source, Version.text(), session::now));
        metrics.ifPresent(file -> session.interruption().atEnd(file::ended));
        return metrics;
    }

    private Progress told(RunLog log, Optional<RunMetrics> metrics) {
        return event -> {
            if (event instanceof Progress.TakingSlice taken) {
                slice = taken.number();
            }
            claimed |= event instanceof Progress.Claimed;
            publishing |= event instanceof Progress.Publishing;
            published |= event instanceof Progress.Published;
            metrics.ifPresent(file -> file.on(event));
            log.on(event);
        };
    }

    /** What is finished stays as it is. */
    private void warnOfNoSignature(Dataset finished) throws IOException {
        if (options.signs()
                && storage.datasets().files(finished.source()).stream()
                        .noneMatch(file -> file.endsWith("/" + new DatasetNames(finished.run()).signature()))) {
            LOG.warn("--sign: {} was published without a signature, and stays so", finished.receipt());
        }
    }

    private int refused(Refusal refusal, SourceId source) throws IOException {
        NextSteps next = nextSteps(source);
        String found = next.checkpoint() == NextSteps.Seen.KEPT
                ? "\nThe checkpoint is " + storage.checkpoints().where(source) + "; look at it with: " + next.look()
                : "";
        String message = refusals(source).message(refusal);
        int code = Refusals.exitCode(refusal);
        LOG.error("{}{}{}", code == ExitCode.CORRUPT ? "Failed to load checkpoint: " : "", message, found);
        return code;
    }

    /** What is true where the process ends before the run has returned. */
    private String stopped(SourceId source) {
        NextSteps next = nextSteps(source);
        if (published) {
            return "Stopped once the dataset was published, while what nobody needs any more was removed. "
                    + (next.checkpoint() == NextSteps.Seen.KEPT
                            ? "Finish that with: " + command
                            : "What is left of that is removed by: " + session.program()
                                    + " checkpoint clean --older-than 1s" + StorageOption.again(options.storage()));
        }
        return (publishing
                        ? "Stopped while publishing: all is read and saved, and the dataset is not complete yet. "
                        : "Stopped before all was saved. ")
                + next.carryOn();
    }

    private Refusals refusals(SourceId source) throws IOException {
        return new Refusals(
                command,
                PaidContent.of(storage, source).isPresent(),
                session.program() + " checkpoint delete " + source + StorageOption.again(options.storage()));
    }

    private int interrupted(SourceId source) {
        LOG.info("{}", nextSteps(source).carryOn());
        return ExitCode.INTERRUPTED;
    }

    private NextSteps nextSteps(SourceId source) {
        boolean backup;
        try {
            backup = storage.checkpointAdmin().hasBackup(source);
        } catch (IOException unreachable) {
            LOG.debug("Whether there is a backup cannot be seen", unreachable);
            backup = false;
        }
        return new NextSteps(command, source, StorageOption.again(options.storage()), checkpoint(source), backup);
    }

    private NextSteps.Seen checkpoint(SourceId source) {
        try {
            if (storage.checkpointAdmin().bytes(source).isPresent()) {
                return NextSteps.Seen.KEPT;
            }
            return claimed ? NextSteps.Seen.GONE : NextSteps.Seen.NONE;
        } catch (IOException unreachable) {
            LOG.debug("Whether there is a checkpoint cannot be seen", unreachable);
            boolean kept = claimed || storage.checkpointAdmin().exists(source);
            return kept ? NextSteps.Seen.KEPT : NextSteps.Seen.UNKNOWN;
        }
    }
}
