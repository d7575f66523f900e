package dev.siiwad.cli;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.CheckpointFiles;
import dev.siiwad.storage.file.FileCheckpointStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code siiwad checkpoint delete SOURCE}: {@code rm .checkpoint.json}, and the segments that nothing names any more. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description =
                "Removes a checkpoint and its segments; the next run starts at 0. A backup, and what it names, stays.")
final class CheckpointDeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Such as Wikipedia-Somali")
    private SourceId source;

    @Mixin
    private StorageOption storage;

    private final Session session;

    CheckpointDeleteCommand(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        Directories directories = storage.directories(session);
        FileCheckpointStore store = session.checkpoints(directories);
        CheckpointFiles files = session.checkpointFiles(directories);
        if (!Files.exists(files.standing(source))) {
            session.print("Nothing to delete: there is no " + files.standing(source));
            return ExitCode.DONE;
        }
        try (Closeable held = store.acquire(source)) {
            new Removal(store, directories).removeCheckpoint(source);
        }
        session.print("Deleted " + files.standing(source) + "; the next run starts at 0");
        return ExitCode.DONE;
    }
}
