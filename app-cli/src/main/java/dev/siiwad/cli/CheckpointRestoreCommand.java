package dev.siiwad.cli;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code siiwad checkpoint restore SOURCE}: {@code mv .checkpoint.backup.json .checkpoint.json}, but what stood is kept. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Moves .checkpoint.backup.json back. What stood is kept as .checkpoint.replaced.json, or -2, -3 …")
final class CheckpointRestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Such as Wikipedia-Somali")
    private SourceId source;

    @Mixin
    private StorageOption place;

    private final Session session;

    CheckpointRestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(session)) {
            if (!storage.hasBackup(source)) {
                throw new NoSuchFileException(storage.backup(source) + ": there is no backup to restore");
            }
            Storage.Restored restored;
            try (Closeable held = storage.checkpoints().acquire(source)) {
                restored = storage.restore(source);
            }
            long offset = restored.saved() instanceof Saved.Committed committed
                    ? committed.checkpoint().lastIndex()
                    : ((Saved.OffsetOnly) restored.saved()).lastIndex();
            session.print("Restored: the next run of " + source + " begins at offset " + offset
                    + restored.replaced()
                            .map(file -> ". What stood is kept as " + file)
                            .orElse(""));
            return ExitCode.DONE;
        }
    }
}
