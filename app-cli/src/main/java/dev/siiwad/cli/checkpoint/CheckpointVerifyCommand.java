package dev.siiwad.cli.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Inventory;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad checkpoint verify SOURCE}: reads every segment that the checkpoint counts. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads every segment that a checkpoint counts, and compares them with its digest; changes nothing"
                + " (exit code 3 if one is damaged).")
public final class CheckpointVerifyCommand implements Callable<Integer> {
    private static final int VERSION = 1;
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    @Parameters(paramLabel = "SOURCE", description = "Source id, such as Wikipedia-Somali")
    private SourceId source;

    @Option(names = "--json", description = "Print JSON; docs/json.md says what is in it")
    private boolean json;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public CheckpointVerifyCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            Saved saved = storage.checkpoints().load(source);
            if (saved instanceof Saved.None) {
                throw new UsageException(storage.checkpoints().where(source) + ": there is no checkpoint");
            }
            if (saved instanceof Saved.Committed committed) {
                return committed.checkpoint().run().plan().isPresent()
                        ? verifySlices(storage)
                        : verify(source, committed.checkpoint(), storage);
            }
            if (json) {
                print(json().put("segments", 0), List.of(), ExitCode.DONE);
            } else {
                session.print(source + ": an offset set by hand, without segments");
            }
            return ExitCode.DONE;
        }
    }

    /** Of a plan, what its slices count. */
    private int verifySlices(Storage storage) throws IOException {
        List<SourceId> slices = new Sharing(storage).slices(source);
        session.print(source + ": the plan of a shared run, of which " + Counted.of(slices.size(), "slice")
                + (slices.size() == 1 ? " has" : " have") + " begun");
        int code = ExitCode.DONE;
        for (SourceId slice : slices) {
            if (storage.checkpoints().load(slice) instanceof Saved.Committed committed) {
                code = Math.max(code, verify(slice, committed.checkpoint(), storage));
            }
        }
        return code;
    }

    private int verify(SourceId source, Checkpoint checkpoint, Storage storage) throws IOException {
        Inventory inventory = Inventory.of(checkpoint, storage.segments(source));
        List<String> problems = inventory.problems();
        if (json) {
            int code = problems.isEmpty() ? ExitCode.DONE : ExitCode.CORRUPT;
            ObjectNode members = json().put("run_id", checkpoint.runId().value())
                    .put("segments", inventory.size())
                    .put("processed", checkpoint.processedCount());
            return print(members, problems, code);
        }
        if (problems.isEmpty()) {
            session.print(source + ": " + Counted.of(inventory.size(), "segment") + " of run " + checkpoint.runId()
                    + (inventory.size() == 1 ? " is as it was" : " are as they were") + " committed, "
                    + Counted.of(checkpoint.processedCount(), "document"));
            return ExitCode.DONE;
        }
        problems.forEach(LOG::error);
        LOG.info(
                "The command that the run was begun with reads what is damaged again, and puts it back if it is the same");
        return ExitCode.CORRUPT;
    }

    private ObjectNode json() {
        return new ObjectMapper().createObjectNode().put("version", VERSION).put("source", source.value());
    }

    private int print(ObjectNode members, List<String> problems, int code) {
        problems.forEach(members.putArray("problems")::add);
        session.print(members.put("exit_code", code).toString());
        return code;
    }
}
