package dev.siiwad.cli;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code siiwad checkpoint list}: what {@code find data/staging -name .checkpoint.json -ls} showed, and what is in them. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all checkpoints, corrupt ones too.")
final class CheckpointListCommand implements Callable<Integer> {
    @Mixin
    private StorageOption place;

    private final Session session;

    CheckpointListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(session)) {
            List<SourceId> sources = storage.checkpoints().list();
            if (sources.isEmpty()) {
                session.print("No checkpoints in " + storage.staging());
                return ExitCode.DONE;
            }
            Table table = new Table("SOURCE", "OFFSET", "PROCESSED", "WRITTEN", "BACKUP", "RUN", "STATE");
            for (SourceId source : sources) {
                String written = storage.written(source)
                        .map(time -> Span.text(Duration.between(time, session.now())) + " ago")
                        .orElse("");
                String backup = storage.hasBackup(source) ? "yes" : "no";
                row(table, storage, source, written, backup);
            }
            table.lines().forEach(session::print);
            return ExitCode.DONE;
        }
    }

    private static void row(Table table, Storage storage, SourceId source, String written, String backup)
            throws IOException {
        try {
            Saved saved = storage.checkpoints().load(source);
            if (saved instanceof Saved.Committed found) {
                String state = found.problem().isPresent()
                        ? "corrupt; the one before it is whole, and shown"
                        : !found.checkpoint().source().equals(source)
                                ? "of another source: " + found.checkpoint().source()
                                : found.checkpoint().exhausted() ? "all read, not yet published" : "whole";
                table.row(
                        source.value(),
                        "" + found.checkpoint().lastIndex(),
                        "" + found.checkpoint().processedCount(),
                        written,
                        backup,
                        found.checkpoint().runId().value(),
                        state);
            } else if (saved instanceof Saved.OffsetOnly found) {
                table.row(
                        source.value(),
                        "" + found.lastIndex(),
                        "" + found.processedCount(),
                        written,
                        backup,
                        found.runId(),
                        "an offset only (version 1.0)");
            }
        } catch (NewerCheckpointException e) {
            table.row(source.value(), "?", "?", written, backup, "?", "of a newer version of this program");
        } catch (CorruptCheckpointException e) {
            table.row(source.value(), "?", "?", written, backup, "?", "corrupt");
        } catch (IOException e) {
            table.row(source.value(), "?", "?", written, backup, "?", "cannot be read");
        }
    }
}
