package dev.siiwad.cli.checkpoint;

import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code siiwad checkpoint delete SOURCE}: {@code rm .checkpoint.json}, and the segments that nothing names any more. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description =
                "Removes a checkpoint and its segments; the next run starts from the beginning. A backup, and its segments, stay.")
public final class CheckpointDeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Source id, such as Wikipedia-Somali")
    private SourceId source;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointDeleteCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            if (storage.checkpointAdmin().bytes(source).isEmpty()) {
                session.print("Nothing to delete: there is no "
                        + storage.checkpoints().where(source));
                return ExitCode.DONE;
            }
            try (Closeable held = storage.checkpoints().acquire(source)) {
                new Removal(storage).removeCheckpoint(source);
            }
            session.print("Deleted " + storage.checkpoints().where(source) + "; the next run starts at 0");
            return ExitCode.DONE;
        }
    }
}
