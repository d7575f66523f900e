package dev.siiwad.cli;

import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code siiwad checkpoint backup SOURCE}: {@code cp .checkpoint.json .checkpoint.backup.json}; the segments it counts stay as long as it does. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies a checkpoint to .checkpoint.backup.json; its segments stay as long as the copy does.")
final class CheckpointBackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Such as Wikipedia-Somali")
    private SourceId source;

    @Mixin
    private StorageOption place;

    private final Session session;

    CheckpointBackupCommand(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(session)) {
            if (storage.bytes(source).isEmpty()) {
                throw new NoSuchFileException(storage.standing(source) + ": there is no checkpoint to back up");
            }
            try (Closeable held = storage.checkpoints().acquire(source)) {
                storage.backUp(source);
            }
            session.print("Backed up to " + storage.backup(source));
            return ExitCode.DONE;
        }
    }
}
