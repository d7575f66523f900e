package example.jdbc;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointParser;
import example.jdbc.JdbcFiles.Place;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Copies of checkpoints: the backup, and what was kept aside, as files of the directory {@code checkpoints} of their source. */
final class CheckpointCopies {
    static final String DIRECTORY = "checkpoints";
    static final String DAMAGED = "damaged";
    static final String REPLACED = "replaced";

    private final JdbcFiles files;

    CheckpointCopies(JdbcFiles files) {
        this.files = files;
    }

    static Place backup(SourceId source) {
        return new Place(source, DIRECTORY, "backup");
    }

    /** Keeps a checkpoint under a name that no other has, once. */
    Optional<String> keep(SourceId source, String why, JdbcCheckpointStore.Row row) throws IOException {
        if (row.bytes().isEmpty()) {
            return Optional.empty();
        }
        Place copy = new Place(source, DIRECTORY, why + "-" + row.number());
        if (files.length(copy).isEmpty()) {
            files.put(copy, row.bytes().get());
        }
        return Optional.of(files.where(copy));
    }

    /** The runs that they name. */
    Set<RunId> runs(SourceId source) throws IOException {
        Set<RunId> runs = new TreeSet<>();
        for (JdbcFiles.Listed file : files.list(source, DIRECTORY)) {
            Place copy = new Place(source, DIRECTORY, file.name());
            run(copy).ifPresent(runs::add);
        }
        return runs;
    }

    /** Of what is damaged, the run is the one thing that is still asked. */
    private Optional<RunId> run(Place copy) throws IOException {
        byte[] bytes = files.read(copy).orElse(new byte[0]);
        try {
            return CheckpointParser.parse(files.where(copy), bytes) instanceof Saved.Committed committed
                    ? Optional.of(committed.checkpoint().runId())
                    : Optional.empty();
        } catch (CorruptCheckpointException e) {
            return Optional.of(new RunId(CheckpointParser.runIdIn(bytes).orElseThrow(() -> e)));
        }
    }
}
