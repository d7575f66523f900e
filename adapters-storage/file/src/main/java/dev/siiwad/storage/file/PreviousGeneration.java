package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkpoint before one that is damaged. It stands in only for one of the same run.
 *
 * <p>A damaged file that still names its run is judged by that. One that names none any more, because it is empty, cut off early or all NULs, is taken
 * for the generation after the one before it: everything in this program that puts another run's checkpoint there (a claim, {@code set}, {@code
 * restore}, {@code delete}) first removes the generation before, durably. Only a hand can bring two runs together, by writing or moving a file
 * there, and only until the next claim. What was written there by hand shows in that it is whole JSON and has nothing that only we write: it is
 * refused. A file that was moved there by hand and then lost even its run's name, before any run started from it, is left: then the run before is
 * carried on, which is as right as it was (its source, settings, snapshot and segments are checked as always), it is said aloud, and the damaged file is
 * kept.
 */
record PreviousGeneration(Path current, Path file) {
    /**
     * Stands in for the current one.
     *
     * @param damaged the bytes of the current one
     * @param problem what is wrong with them
     * @throws CorruptCheckpointException with the problem, and why the one before does not help
     */
    Checkpoint insteadOf(byte[] damaged, CorruptCheckpointException problem) throws CorruptCheckpointException {
        Saved found = read(problem);
        if (!(found instanceof Saved.Committed committed)) {
            throw found instanceof Saved.None
                    ? problem
                    : refused(problem, "and the one before it, " + file + ", holds an offset and no more");
        }
        Checkpoint before = committed.checkpoint();
        Optional<String> run = CheckpointParser.runIdIn(damaged);
        boolean ofAnother =
                run.isPresent() ? !run.get().equals(before.runId().value()) : CheckpointParser.isWrittenByHand(damaged);
        if (ofAnother) {
            throw refused(
                    problem,
                    "it " + run.map(id -> "is of run " + id).orElse("was written by hand")
                            + ", and the one before it of run "
                            + before.runId() + " at offset " + before.lastIndex()
                            + ". If that is the one you want, put it here with: mv " + RegularFile.quoted(file) + " "
                            + RegularFile.quoted(current));
        }
        return before;
    }

    private Saved read(CorruptCheckpointException problem) throws CorruptCheckpointException {
        try {
            Optional<byte[]> bytes = AtomicFile.read(file);
            return bytes.isPresent() ? AtomicFile.parse(file, bytes.get()) : new Saved.None();
        } catch (IOException e) {
            throw refused(problem, "nor can the one before it be used: " + e.getMessage());
        }
    }

    private static CorruptCheckpointException refused(CorruptCheckpointException problem, String why) {
        return new CorruptCheckpointException(problem.getMessage() + "; " + why, problem);
    }
}
