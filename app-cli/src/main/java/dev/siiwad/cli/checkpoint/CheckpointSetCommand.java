package dev.siiwad.cli.checkpoint;

import dev.siiwad.RunIds;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.storage.SourceParameter;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siiwad checkpoint set SOURCE --offset N}: what people wrote by hand, to begin at an offset. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = "Makes the next run a new one that begins at an offset. The checkpoint it replaces is kept.")
public final class CheckpointSetCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    @Mixin
    private SourceParameter named;

    @Option(names = "--offset", required = true, paramLabel = "N", description = "How many documents to skip")
    private Natural offset;

    @Option(names = "--new", description = "The source has nothing here yet")
    private boolean begins;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointSetCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            SourceId source = begins ? named.asTyped() : named.in(storage);
            Sharing sharing = new Sharing(storage);
            Optional<SourceId> shared = sharing.isPlan(source) ? Optional.of(source) : sharing.wholeOf(source);
            if (shared.isPresent()) {
                return refuse(source, shared.get());
            }
            try (Closeable held = storage.checkpoints().acquire(source)) {
                Optional<String> replaced = storage.checkpointAdmin().keepReplaced(source);
                String runId = RunIds.of(session.now(), source, new SecureRandom().nextInt())
                        .value();
                storage.checkpointAdmin()
                        .set(new Saved.OffsetOnly(offset.value(), offset.value(), session.now(), runId, source));
                session.print("The next run of " + source + " is a new one and begins at offset " + offset.value()
                        + replaced.map(file -> ". What it replaced is kept as " + file)
                                .orElse(""));
                return ExitCode.DONE;
            }
        }
    }

    /** A shared run reads the whole source, each slice from its start. */
    private int refuse(SourceId source, SourceId shared) {
        LOG.error(
                "{} {} a shared run, which reads the whole source from its start. To give that run up, type first: {}"
                        + " checkpoint delete {}{}",
                source,
                source.equals(shared) ? "is read by" : "is a slice of",
                session.program(),
                shared,
                place.again());
        return ExitCode.DECISION;
    }
}
