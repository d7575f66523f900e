package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code siiwad status}: every run that is not published yet and whether it is running, and the last that were. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows every run that is not published yet and whether it is running, and the last finished runs"
                + " (exit code 3 if a checkpoint is corrupt).")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public StatusCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            List<SourceId> begun = storage.checkpoints().list();
            List<SourceId> beginning = beginning(storage, begun);
            if (begun.isEmpty() && beginning.isEmpty()) {
                session.print(
                        "No run in progress in " + storage.checkpointAdmin().where());
            }
            int code = ExitCode.DONE;
            for (SourceId source : begun) {
                session.print(source + ": " + running(storage, source));
                code = Math.max(code, describe(storage, source));
            }
            for (SourceId source : beginning) {
                session.print(source + ": " + running(storage, source));
                session.print("  has read nothing yet: it is looking for what there is, or downloading");
            }
            new FinishedRuns(storage).lines().forEach(session::print);
            return code;
        }
    }

    /** Those that a run holds before it has a checkpoint. */
    private static List<SourceId> beginning(Storage storage, List<SourceId> begun) throws IOException {
        List<SourceId> beginning = new ArrayList<>();
        for (SourceId source : storage.checkpointAdmin().sources()) {
            if (!begun.contains(source)
                    && storage.checkpointAdmin().holder(source).isPresent()) {
                beginning.add(source);
            }
        }
        return beginning;
    }

    /** Tells by an exit code whether it can be used as it is. */
    private int describe(Storage storage, SourceId source) throws IOException {
        try {
            Saved saved = storage.checkpoints().load(source);
            if (saved instanceof Saved.Committed committed) {
                committed
                        .fallback()
                        .ifPresent(used ->
                                session.print("  corrupt:  " + used.problem().getMessage()));
                requirePlace(source, committed.checkpoint().source());
                describe(committed.checkpoint());
                return committed.fallback().isEmpty() ? ExitCode.DONE : ExitCode.CORRUPT;
            } else if (saved instanceof Saved.OffsetOnly offset) {
                session.print(progress(offset.lastIndex(), offset.processedCount(), offset.timestamp()));
                session.print("  begins a new run there: it is an offset only (version 1.0)");
                requirePlace(source, offset.source());
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            session.print("  unusable: " + Failures.describe(e));
            session.print("  what to do shows: " + session.program() + " checkpoint show " + source + place.again());
            return e instanceof CorruptCheckpointException ? ExitCode.CORRUPT : ExitCode.FAILED;
        }
    }

    private void requirePlace(SourceId source, SourceId found) {
        if (!found.equals(source)) {
            session.print("  in the wrong place: it is the checkpoint of " + found + ", and no run of " + source
                    + " uses it");
        }
    }

    private static String running(Storage storage, SourceId source) {
        try {
            return storage.checkpointAdmin()
                    .holder(source)
                    .map(holder -> "running (" + holder + ")")
                    .orElse("not running");
        } catch (IOException e) {
            return "nobody can tell whether it is running: " + Failures.describe(e);
        }
    }

    private void describe(Checkpoint checkpoint) {
        session.print(progress(checkpoint.lastIndex(), checkpoint.processedCount(), checkpoint.timestamp()));
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

    private String progress(long offset, long processed, Instant saved) {
        return String.format(
                Locale.ROOT,
                "  offset:   %,d, processed %,d, saved %s ago",
                offset,
                processed,
                Span.text(Duration.between(saved, session.now())));
    }
}
