package dev.siiwad.cli;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.CheckpointFiles;
import dev.siiwad.storage.file.FileCheckpointStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
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
    private StorageOption storage;

    private final Session session;

    CheckpointBackupCommand(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        Directories directories = storage.directories(session);
        FileCheckpointStore store = session.checkpoints(directories);
        CheckpointFiles files = session.checkpointFiles(directories);
        if (!Files.exists(files.standing(source))) {
            throw new NoSuchFileException(files.standing(source) + ": there is no checkpoint to back up");
        }
        try (Closeable held = store.acquire(source)) {
            files.backUp(source);
        }
        session.print("Backed up to " + files.backup(source));
        return ExitCode.DONE;
    }
}
