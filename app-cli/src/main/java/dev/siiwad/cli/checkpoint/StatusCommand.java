package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.source.Slice;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siiwad status}: every run that is not published yet and whether it is running, and the last that were. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows every run that is not published yet and whether it is running, and the last finished runs"
                + " (exit code 3 if a checkpoint is corrupt).")
public final class StatusCommand implements Callable<Integer> {
    private static final int SLICES_SHOWN_MAX = 20;
    private static final String CLEAR = "\033[H\033[J";

    @Option(names = "--watch", description = "Look again every two seconds, until interrupted")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON; with --watch one line for each look")
    private boolean json;

    @Option(
            names = "--check",
            description =
                    "Say only what somebody should look at, and end with the exit code of the worst: 0 nothing, 3 a checkpoint"
                            + " is corrupt, 1 nothing was saved for too long, attempts do not move on, or a disk is nearly full, 6 paused")
    private boolean check;

    @Option(
            names = "--stalled-after",
            paramLabel = "SPAN",
            description = "With --check: how long nothing may have been saved, such as 30m (default: 1h)")
    private Duration stalledAfter = Duration.ofHours(1);

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;
    private final Pause pause;

    public StatusCommand(Session session, Storages storages) {
        this(session, storages, () -> Thread.sleep(BETWEEN_LOOKS));
    }

    private static final long BETWEEN_LOOKS = 2000;

    /** @param pause between two looks; watching ends where it is interrupted */
    StatusCommand(Session session, Storages storages, Pause pause) {
        this.session = session;
        this.storages = storages;
        this.pause = pause;
    }

    /** Waits for a while. */
    @FunctionalInterface
    interface Pause {
        void take() throws InterruptedException;
    }

    @Override
    public Integer call() throws IOException {
        Directories directories = place.directories(storages);
        try (Storage storage = place.open(storages)) {
            int code = look(storage, directories);
            while (watch) {
                pause.take();
                code = look(storage, directories);
            }
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private int look(Storage storage, Directories directories) throws IOException {
        Instant now = session.now();
        List<RunStatus> runs = RunStatus.all(storage);
        List<StatusCheck.Problem> problems =
                check ? new StatusCheck(storage, directories, now, stalledAfter).problems(runs) : List.of();
        if (watch && !json && session.shell().terminal()) {
            session.shell().out().print(CLEAR);
        }
        if (json) {
            session.printAll(
                    watch
                            ? StatusJson.of(runs, problems, now).toString()
                            : StatusJson.of(runs, problems, now).toPrettyString());
        } else if (check) {
            problems.forEach(problem ->
                    session.print((problem.source().isEmpty() ? "" : problem.source() + ": ") + problem.message()));
        } else {
            print(storage, runs, now);
        }
        return check ? StatusCheck.code(problems) : code(runs);
    }

    /** Whether each can be used as it is. */
    static int code(List<RunStatus> runs) {
        int code = ExitCode.DONE;
        for (RunStatus run : runs) {
            code = Math.max(
                    code, run.shared().map(shared -> code(shared.slices())).orElse(ExitCode.DONE));
            boolean corrupt = run.corrupt().isPresent()
                    || run.unusable().filter(RunStatus.Unusable::corrupt).isPresent();
            code = Math.max(code, corrupt ? ExitCode.CORRUPT : run.unusable().isPresent() ? ExitCode.FAILED : code);
        }
        return code;
    }

    private void print(Storage storage, List<RunStatus> runs, Instant now) throws IOException {
        if (runs.isEmpty()) {
            session.print("No run in progress in " + storage.checkpointAdmin().where());
        }
        for (RunStatus run : runs) {
            session.print(run.source() + ": " + running(run, now));
            print(run, now);
        }
        new FinishedRuns(storage).lines().forEach(session::print);
    }

    private static String running(RunStatus run, Instant now) {
        if (run.shared().isPresent() && run.holderProblem().isEmpty()) {
            return running(run.shared().get(), run.holder());
        }
        if (run.holderProblem().isPresent()) {
            return "nobody can tell whether it is running: "
                    + run.holderProblem().get();
        }
        if (run.state(now) == RunStatus.State.PAUSED) {
            return "paused until "
                    + run.checkpoint().flatMap(Checkpoint::pausedUntil).orElseThrow();
        }
        return run.holder().map(holder -> "running (" + holder + ")").orElse("not running");
    }

    private static String running(RunStatus.SharedStatus shared, Optional<String> holder) {
        if (holder.isPresent()) {
            return (shared.allRead() ? "publishing (" : "planning (") + holder.get() + ")";
        }
        return shared.running() == 0 ? "not running" : "running (" + Counted.of(shared.running(), "slice") + ")";
    }

    private void print(RunStatus.SharedStatus shared, Checkpoint plan, Instant now) {
        session.print(
                progress(shared.offset(), shared.processed(), shared.saved().orElse(plan.timestamp()), now));
        session.print("  run:      " + plan.runId() + ", shared");
        session.print("  slices:   " + shared.count() + ": " + shared.read() + " read, " + shared.running()
                + " running, " + shared.free() + " free");
        shared.unread().stream()
                .limit(SLICES_SHOWN_MAX)
                .forEach(slice -> session.print("    " + name(slice) + ": " + line(slice, now)));
        if (shared.unread().size() > SLICES_SHOWN_MAX) {
            session.print("    and " + (shared.unread().size() - SLICES_SHOWN_MAX) + " more");
        }
        session.print("  snapshot: " + plan.snapshot());
    }

    private static String name(RunStatus slice) {
        return Slice.named(slice.source())
                .map(name -> "slice " + name.number())
                .orElse(slice.source().value());
    }

    private String line(RunStatus slice, Instant now) {
        if (slice.unusable().isPresent()) {
            return "unusable: " + slice.unusable().get().problem();
        }
        return running(slice, now)
                + slice.checkpoint()
                        .map(checkpoint -> progress(
                                                checkpoint.lastIndex(),
                                                checkpoint.processedCount(),
                                                checkpoint.timestamp(),
                                                now)
                                        .replaceFirst("  offset:  ", ", offset")
                                + loop(checkpoint).map(found -> ";" + found).orElse(""))
                        .orElse("");
    }

    private void print(RunStatus run, Instant now) {
        run.corrupt().ifPresent(problem -> session.print("  corrupt:  " + problem));
        run.misplaced().filter(other -> run.checkpoint().isPresent()).ifPresent(other -> misplaced(run));
        run.checkpoint()
                .ifPresent(checkpoint -> run.shared()
                        .ifPresentOrElse(shared -> print(shared, checkpoint, now), () -> print(checkpoint, now)));
        run.offset().ifPresent(offset -> {
            session.print(progress(offset.lastIndex(), offset.processedCount(), offset.timestamp(), now));
            session.print("  begins a new run there: it is an offset only (version 1.0)");
            run.misplaced().ifPresent(other -> misplaced(run));
        });
        run.unusable().ifPresent(unusable -> {
            session.print("  unusable: " + unusable.problem());
            session.print(
                    "  what to do shows: " + session.program() + " checkpoint show " + run.source() + place.again());
        });
        if (run.checkpoint().isEmpty()
                && run.offset().isEmpty()
                && run.unusable().isEmpty()) {
            session.print("  has read nothing yet: it is looking for what there is, or downloading");
        }
    }

    private void misplaced(RunStatus run) {
        session.print("  in the wrong place: it is the checkpoint of "
                + run.misplaced().orElseThrow() + ", and no run of " + run.source() + " uses it");
    }

    private void print(Checkpoint checkpoint, Instant now) {
        session.print(progress(checkpoint.lastIndex(), checkpoint.processedCount(), checkpoint.timestamp(), now));
        session.print("  run:      " + checkpoint.runId() + ", attempt " + checkpoint.attempt());
        loop(checkpoint).ifPresent(session::print);
        session.print("  position: "
                + (checkpoint.exhausted()
                        ? "the end; publishing is left"
                        : checkpoint.position().isStart()
                                ? "the start"
                                : checkpoint.position().token()));
        session.print("  snapshot: " + checkpoint.snapshot());
    }

    /** Where attempts died, if the run does not get past it. */
    private static Optional<String> loop(Checkpoint checkpoint) {
        if (checkpoint.inFlight().isPresent()) {
            InFlight document = checkpoint.inFlight().get();
            return Optional.of("  in flight: the document at offset " + document.offset() + ", by attempts "
                    + document.attempts() + fate(document, checkpoint.attempt()));
        }
        return checkpoint.stalledAttempts() > 1
                ? Optional.of("  stalled:  the last " + checkpoint.stalledAttempts() + " attempts began at offset "
                        + checkpoint.lastIndex() + " and have not moved it")
                : Optional.empty();
    }

    private static String fate(InFlight document, int attempt) {
        if (!document.isSuspect()) {
            return "";
        }
        String left = document.errors().isEmpty()
                ? ""
                : "; attempts " + document.errors() + " left behind that they ran out of memory or stack in it";
        String next = document.isDeadly() ? "sets it aside" : "tries it in a process of its own";
        return left + "; "
                + (attempt == document.lastAttempt()
                        ? "the next " + next
                        : "attempt " + attempt + " has not got past it");
    }

    private static String progress(long offset, long processed, Instant saved, Instant now) {
        return String.format(
                Locale.ROOT,
                "  offset:   %,d, processed %,d, saved %s ago",
                offset,
                processed,
                Span.text(Duration.between(saved, now)));
    }
}
