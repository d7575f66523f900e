package dev.siiwad.cli;

import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.CheckpointFiles;
import dev.siiwad.storage.file.FileCheckpointStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siiwad checkpoint clean}: {@code find … -mtime +7 -delete}, but never under a run that goes on, and with the segments. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description =
                "Removes checkpoints that were written long ago, damaged ones kept aside, and their segments. Backups stay.")
final class CheckpointCleanCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    @Option(names = "--older-than", required = true, paramLabel = "SPAN", description = "Such as 7d, 12h or 30m")
    private Duration olderThan;

    @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing")
    private boolean dryRun;

    @Mixin
    private StorageOption storage;

    private final Session session;

    CheckpointCleanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Directories directories = storage.directories(session);
        FileCheckpointStore store = session.checkpoints(directories);
        Instant before = session.now().minus(olderThan);
        int removed = 0;
        for (SourceId source : store.list()) {
            try {
                removed += clean(source, before, store, directories);
            } catch (SourceBusyException e) {
                LOG.warn("Left alone: {}", e.getMessage());
            }
        }
        session.print((dryRun ? "Would remove " : "Removed ") + removed + " of the files in " + directories.staging());
        return ExitCode.DONE;
    }

    @SuppressWarnings("try") // held for its life, never asked
    private int clean(SourceId source, Instant before, FileCheckpointStore store, Directories directories)
            throws IOException {
        CheckpointFiles files = session.checkpointFiles(directories);
        try (Closeable held = store.acquire(source)) {
            List<Path> aside = files.keptAsideBefore(source, before);
            boolean old = files.written(source).orElse(before).isBefore(before);
            for (Path file : aside) {
                session.print(file.toString());
                if (!dryRun) {
                    files.removeKeptAside(file);
                }
            }
            if (old) {
                session.print(files.standing(source).toString());
            }
            Removal removal = new Removal(store, directories);
            if (old && !dryRun) {
                removal.removeCheckpoint(source);
            } else if (!dryRun) {
                removal.removeUnnamedSegments(source);
            }
            return aside.size() + (old ? 1 : 0);
        }
    }
}
