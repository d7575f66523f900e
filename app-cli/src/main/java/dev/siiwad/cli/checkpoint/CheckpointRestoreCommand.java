package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.CheckpointAdmin;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code siiwad checkpoint restore SOURCE}: {@code mv .checkpoint.backup.json .checkpoint.json}, but what it replaces is kept. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes the backup the checkpoint again. The checkpoint it replaces is kept.")
public final class CheckpointRestoreCommand implements Callable<Integer> {
    @Mixin
    private SourceParameter named;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointRestoreCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            SourceId source = named.in(storage);
            if (!storage.checkpointAdmin().hasBackup(source)) {
                throw new UsageException(storage.checkpointAdmin().backup(source) + ": there is no backup to restore");
            }
            CheckpointAdmin.Restored restored;
            int slices = 0;
            try (Closeable held = new Sharing(storage).hold(source)) {
                restored = storage.checkpointAdmin().restore(source);
                if (isPlan(restored)) {
                    slices = restoreSlices(storage, source);
                }
            }
            if (isPlan(restored)) {
                session.print("Restored: the shared run of " + source + " goes on, with " + Counted.of(slices, "slice")
                        + " as backed up");
                return ExitCode.DONE;
            }
            long offset = restored.saved() instanceof Saved.Committed committed
                    ? committed.checkpoint().lastIndex()
                    : ((Saved.OffsetOnly) restored.saved()).lastIndex();
            session.print("Restored: the next run of " + source + " begins at offset " + offset
                    + restored.replaced()
                            .map(file -> ". What it replaced is kept as " + file)
                            .orElse(""));
            return ExitCode.DONE;
        }
    }

    private static boolean isPlan(CheckpointAdmin.Restored restored) {
        return restored.saved() instanceof Saved.Committed committed
                && committed.checkpoint().run().plan().isPresent();
    }

    /** A crash between two of them leaves slices that have gone further than the others; they are of the same run. */
    @SuppressWarnings("try") // held for its life, never asked
    private static int restoreSlices(Storage storage, SourceId whole) throws IOException {
        int restored = 0;
        for (SourceId slice : new Sharing(storage).allSlices(whole)) {
            if (storage.checkpointAdmin().hasBackup(slice)) {
                storage.checkpointAdmin().restore(slice);
                restored++;
            }
        }
        return restored;
    }
}
