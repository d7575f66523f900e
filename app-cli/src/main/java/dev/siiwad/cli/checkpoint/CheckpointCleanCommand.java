package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.ingest.SliceRemoval;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siiwad checkpoint clean}: {@code find … -mtime +7 -delete}, but never while a run holds the source, and with the segments. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description =
                "Removes checkpoints older than a given age, those kept aside because they were damaged or replaced, and all"
                        + " segments that no checkpoint needs. Backups stay.")
public final class CheckpointCleanCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    @Option(names = "--older-than", required = true, paramLabel = "SPAN", description = "Age, such as 7d, 12h or 30m")
    private Duration olderThan;

    @Option(names = "--raw", description = "Also remove downloads that old, of sources without an unfinished run")
    private boolean raw;

    @Option(names = "--dry-run", description = "Say what would be removed, without removing it")
    private boolean dryRun;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointCleanCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            Instant before = session.now().minus(olderThan);
            int removed = 0;
            boolean failed = false;
            for (SourceId source : storage.checkpointAdmin().sources()) {
                try {
                    removed += clean(source, before, storage);
                } catch (SourceBusyException e) {
                    LOG.warn("Left alone: {}", e.getMessage());
                } catch (IOException e) {
                    LOG.error("{}", Failures.describe(e));
                    failed = true;
                }
            }
            if (raw) {
                removed += removeDownloads(storage, before);
            }
            session.print((dryRun ? "Would remove " : "Removed ") + removed + " of the files in "
                    + storage.checkpointAdmin().where());
            return failed ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private int removeDownloads(Storage storage, Instant before) throws IOException {
        int removed = 0;
        Downloads downloads = new Downloads(place.directories(storages).raw(), storage);
        for (Downloads.Left left : downloads.before(before)) {
            for (Path file : left.files()) {
                session.print(file.toString());
                if (!dryRun) {
                    Files.deleteIfExists(file);
                }
                removed++;
            }
        }
        List<Path> unknown = downloads.unknownBefore(before);
        if (!unknown.isEmpty()) {
            LOG.info(
                    "Left alone, because this program does not know them by their names: {} files, such as {}",
                    unknown.size(),
                    unknown.get(0));
        }
        return removed;
    }

    @SuppressWarnings("try") // held for its life, never asked
    private int clean(SourceId source, Instant before, Storage storage) throws IOException {
        Sharing sharing = new Sharing(storage);
        boolean plan = sharing.isPlan(source);
        boolean ofPlan = sharing.wholeOf(source).isPresent();
        try (Closeable held = storage.checkpoints().acquire(source)) {
            List<String> orphans = Orphans.of(storage, source);
            orphans.forEach(session::print);
            List<String> aside = storage.checkpointAdmin().keptAsideBefore(source, before);
            Optional<Instant> written =
                    plan ? sharing.written(source) : storage.checkpointAdmin().written(source);
            boolean old = !ofPlan && written.orElse(before).isBefore(before);
            SliceRemoval slices = new SliceRemoval(storage);
            if (plan && old) {
                slices.requireFree(source);
                sharing.slices(source)
                        .forEach(slice -> session.print(storage.checkpoints().where(slice)));
            }
            for (String file : aside) {
                session.print(file);
                if (!dryRun) {
                    storage.checkpointAdmin().removeKeptAside(file);
                }
            }
            if (old) {
                session.print(storage.checkpoints().where(source));
            }
            Removal removal = new Removal(storage);
            boolean removedByHand = !storage.checkpointAdmin().exists(source);
            if ((old || removedByHand) && !dryRun) {
                removal.removeCheckpoint(source);
            } else if (!dryRun) {
                removal.removeUnnamedSegments(source);
            }
            if (plan && old && !dryRun) {
                slices.all(source);
            }
            return aside.size() + (old ? 1 : 0) + orphans.size();
        }
    }
}
