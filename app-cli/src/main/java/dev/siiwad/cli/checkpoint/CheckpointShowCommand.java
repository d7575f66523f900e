package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.storage.SourceParameter;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.NextSteps;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code siiwad checkpoint show SOURCE}: the file as it is, on stdout; what is wrong with it, if anything, on stderr. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints a checkpoint; if it is corrupt, also says what is wrong (exit code 3).")
public final class CheckpointShowCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    @Mixin
    private SourceParameter named;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointShowCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            SourceId source = named.in(storage);
            byte[] bytes = storage.checkpointAdmin()
                    .bytes(source)
                    .orElseThrow(
                            () -> new UsageException(storage.checkpoints().where(source) + ": there is no checkpoint"));
            if (bytes.length <= CheckpointParser.BYTES_MAX) {
                session.printAll(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
            }
            Saved saved;
            try {
                saved = storage.checkpoints().load(source);
            } catch (NewerCheckpointException e) {
                throw e;
            } catch (CorruptCheckpointException e) {
                NextSteps next = new NextSteps(
                        new TypedCommand(session.program(), List.of()),
                        source,
                        place.again(),
                        NextSteps.Seen.KEPT,
                        storage.checkpointAdmin().hasBackup(source));
                LOG.error("{}\n{}", Failures.describe(e), next.repairWithoutRun());
                return ExitCode.CORRUPT;
            }
            if (saved instanceof Saved.Committed found && found.fallback().isPresent()) {
                LOG.error("{}", Failures.describe(found.fallback().get().problem()));
                LOG.info(
                        "A run would use the one before it, .checkpoint.prev.json: offset={}, processed={}",
                        found.checkpoint().lastIndex(),
                        found.checkpoint().processedCount());
                return ExitCode.CORRUPT;
            }
            if (saved instanceof Saved.Committed found
                    && found.checkpoint().run().plan().isPresent()) {
                LOG.info(
                        "This is the plan of a shared run, which counts nothing itself. Each of its slices has a checkpoint of"
                                + " its own; together they show by: {} status{}",
                        session.program(),
                        place.again());
            }
            return ExitCode.DONE;
        }
    }
}
