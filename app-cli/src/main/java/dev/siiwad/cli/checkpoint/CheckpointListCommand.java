package dev.siiwad.cli.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Plan;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.Table;
import dev.siiwad.source.Slice;
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
import picocli.CommandLine.Option;

/** {@code siiwad checkpoint list}: what {@code find data/staging -name .checkpoint.json -ls} showed, and what is in them. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists all checkpoints, including corrupt ones (exit code 3 if one is corrupt).")
public final class CheckpointListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON; docs/operating.md says what is in it")
    private boolean json;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointListCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            if (json) {
                List<RunStatus> runs = RunStatus.withCheckpoint(storage);
                session.printAll(json(storage, runs));
                return StatusCommand.code(runs);
            }
            List<SourceId> sources = storage.checkpoints().list();
            int code = ExitCode.DONE;
            if (sources.isEmpty()) {
                session.print("No checkpoints in " + storage.checkpointAdmin().where());
            } else {
                Table table = new Table("SOURCE", "OFFSET", "PROCESSED", "WRITTEN", "BACKUP", "RUN", "STATE");
                for (SourceId source : sources) {
                    Row row = row(storage, source);
                    table.row(row.cells());
                    code = Math.max(code, row.code());
                }
                table.lines().forEach(session::print);
            }
            listLeftOver(storage);
            return code;
        }
    }

    /**
     * A line of the table.
     *
     * @param code the exit code, if there is nothing worse
     */
    private record Row(int code, String... cells) {}

    private String json(Storage storage, List<RunStatus> runs) throws IOException {
        ObjectNode members = StatusJson.of(runs, List.of(), session.now());
        ArrayNode left = members.putArray("left_over");
        leftOver(storage).forEach(left::add);
        return members.toPrettyString();
    }

    private void listLeftOver(Storage storage) throws IOException {
        List<String> left = leftOver(storage);
        if (!left.isEmpty()) {
            session.print("Left over, to remove with: " + session.program() + " checkpoint clean --older-than 1s --raw"
                    + place.again());
            left.forEach(line -> session.print("  " + line));
        }
    }

    /** What takes room and no unfinished run needs. */
    private List<String> leftOver(Storage storage) throws IOException {
        List<String> left = new ArrayList<>();
        for (SourceId source : storage.checkpointAdmin().sources()) {
            left.addAll(storage.checkpointAdmin().keptAsideBefore(source, Instant.MAX));
            if (storage.checkpointAdmin().holder(source).isEmpty()) {
                left.addAll(Orphans.of(storage, source));
            }
        }
        Downloads downloads = new Downloads(place.directories(storages).raw(), storage);
        for (Downloads.Left of : downloads.before(Instant.MAX)) {
            left.add(String.format(
                    Locale.ROOT,
                    "%s: %s of %,d bytes, downloaded for no unfinished run",
                    of.directory(),
                    Counted.of(of.files().size(), "file"),
                    of.bytes()));
        }
        return left;
    }

    private Row row(Storage storage, SourceId source) {
        try {
            String written = storage.checkpointAdmin()
                    .written(source)
                    .map(time -> Span.text(Duration.between(time, session.now())) + " ago")
                    .orElse("");
            return row(storage, source, written, storage.checkpointAdmin().hasBackup(source) ? "yes" : "no");
        } catch (IOException e) {
            return unusable(ExitCode.FAILED, source, "", "?", "cannot be read");
        }
    }

    private static Row row(Storage storage, SourceId source, String written, String backup) {
        try {
            Saved saved = storage.checkpoints().load(source);
            if (saved instanceof Saved.Committed found) {
                Checkpoint checkpoint = found.checkpoint();
                return new Row(
                        found.fallback().isEmpty() ? ExitCode.DONE : ExitCode.CORRUPT,
                        source.value(),
                        "" + checkpoint.lastIndex(),
                        "" + checkpoint.processedCount(),
                        written,
                        backup,
                        checkpoint.runId().value(),
                        state(found, source));
            }
            if (saved instanceof Saved.OffsetOnly found) {
                return new Row(
                        ExitCode.DONE,
                        source.value(),
                        "" + found.lastIndex(),
                        "" + found.processedCount(),
                        written,
                        backup,
                        found.runId(),
                        found.source().equals(source) ? "an offset only (version 1.0)" : ofAnother(found.source()));
            }
            return unusable(ExitCode.DONE, source, written, backup, "gone just now");
        } catch (NewerCheckpointException e) {
            return unusable(ExitCode.CORRUPT, source, written, backup, "of a newer version of this program");
        } catch (CorruptCheckpointException e) {
            return unusable(ExitCode.CORRUPT, source, written, backup, "corrupt");
        } catch (IOException e) {
            return unusable(ExitCode.FAILED, source, written, backup, "cannot be read");
        }
    }

    private static String state(Saved.Committed found, SourceId source) {
        if (found.fallback().isPresent()) {
            return "corrupt; the one before it is whole, and shown";
        }
        if (!found.checkpoint().source().equals(source)) {
            return ofAnother(found.checkpoint().source());
        }
        Optional<Plan> plan = found.checkpoint().run().plan();
        if (plan.isPresent()) {
            return "plan of a shared run, of at most " + Counted.of(plan.get().slices(), "slice");
        }
        boolean slice = Slice.wholeOf(source).isPresent();
        return found.checkpoint().exhausted() ? slice ? "all read" : "all read, not yet published" : "whole";
    }

    private static String ofAnother(SourceId source) {
        return "of another source: " + source;
    }

    private static Row unusable(int code, SourceId source, String written, String backup, String state) {
        return new Row(code, source.value(), "?", "?", written, backup, "?", state);
    }
}
