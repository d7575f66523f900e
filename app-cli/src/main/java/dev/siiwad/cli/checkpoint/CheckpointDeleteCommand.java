package dev.siiwad.cli.checkpoint;

import dev.siiwad.cli.storage.PaidContent;
import dev.siiwad.cli.storage.SourceParameter;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.ingest.SliceRemoval;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siiwad checkpoint delete SOURCE}: {@code rm .checkpoint.json}, and the segments that nothing names any more. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description =
                "Removes a checkpoint and its segments; the next run starts from the beginning. A backup, and its segments, stay.")
public final class CheckpointDeleteCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    @Mixin
    private SourceParameter named;

    @Option(names = "--yes", description = "Also delete what was paid for")
    private boolean yes;

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
            SourceId source = named.in(storage);
            if (storage.checkpointAdmin().bytes(source).isEmpty()) {
                session.print("Nothing to delete: there is no "
                        + storage.checkpoints().where(source));
                return ExitCode.DONE;
            }
            Optional<String> paid = PaidContent.of(storage, source);
            if (paid.isPresent() && !yes) {
                LOG.error(
                        "{} To delete it all the same: {} checkpoint delete {} --yes{}",
                        paid.get(),
                        session.program(),
                        source,
                        place.again());
                return ExitCode.DECISION;
            }
            Sharing sharing = new Sharing(storage);
            Optional<SourceId> whole = sharing.wholeOf(source);
            if (whole.isPresent()) {
                deleteSlice(storage, sharing, source);
                session.print("Deleted " + storage.checkpoints().where(source) + "; the shared run of " + whole.get()
                        + " reads this slice again");
                return ExitCode.DONE;
            }
            try (Closeable held = storage.checkpoints().acquire(source)) {
                SliceRemoval slices = new SliceRemoval(storage);
                slices.requireFree(source);
                new Removal(storage).removeCheckpoint(source);
                slices.all(source);
            }
            session.print("Deleted " + storage.checkpoints().where(source) + "; the next run starts at 0");
            return ExitCode.DONE;
        }
    }

    @SuppressWarnings("try") // held for its life, never asked
    private static void deleteSlice(Storage storage, Sharing sharing, SourceId slice) throws IOException {
        try (Closeable held = sharing.hold(slice)) {
            new Removal(storage).removeCheckpoint(slice);
        }
    }
}
