package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.storage.SourceParameter;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code siiwad checkpoint backup SOURCE}: {@code cp .checkpoint.json .checkpoint.backup.json}; the segments it counts stay as long as it does. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies a checkpoint; its segments are kept as long as the copy is.")
public final class CheckpointBackupCommand implements Callable<Integer> {
    @Mixin
    private SourceParameter named;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointBackupCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            SourceId source = named.in(storage);
            if (storage.checkpointAdmin().bytes(source).isEmpty()) {
                throw new UsageException(storage.checkpoints().where(source) + ": there is no checkpoint to back up");
            }
            Sharing sharing = new Sharing(storage);
            int slices = 0;
            try (Closeable held = sharing.hold(source)) {
                if (sharing.isPlan(source)) {
                    slices = backUpSlices(storage, sharing.slices(source));
                }
                requireWhole(storage, source);
                storage.checkpointAdmin().backUp(source);
            }
            session.print("Backed up to " + storage.checkpointAdmin().backup(source)
                    + (slices > 0 ? ", and " + Counted.of(slices, "slice") + " beside their checkpoints" : ""));
            return ExitCode.DONE;
        }
    }

    /** Those that have begun; of the others there is nothing to keep. */
    private int backUpSlices(Storage storage, List<SourceId> slices) throws IOException {
        for (SourceId slice : slices) {
            requireWhole(storage, slice);
        }
        for (SourceId slice : slices) {
            storage.checkpointAdmin().backUp(slice);
        }
        return slices.size();
    }

    /** A copy of a damaged one could not be restored, and an earlier backup that can be would be lost. */
    private void requireWhole(Storage storage, SourceId source) throws IOException {
        Optional<CorruptCheckpointException> problem;
        try {
            problem = storage.checkpoints().load(source) instanceof Saved.Committed found
                    ? found.fallback().map(Saved.Fallback::problem)
                    : Optional.empty();
        } catch (NewerCheckpointException whole) {
            problem = Optional.empty();
        } catch (CorruptCheckpointException e) {
            problem = Optional.of(e);
        }
        if (problem.isPresent()) {
            throw new CorruptCheckpointException(
                    problem.get().getMessage()
                            + "\nIt was not backed up, since it could not be restored. See what to do with: "
                            + session.program() + " checkpoint show " + source + place.again(),
                    problem.get());
        }
    }
}
