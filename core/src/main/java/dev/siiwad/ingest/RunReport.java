package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Receipt;
import java.util.Optional;

/** How a run ended, where it did not fail. */
public sealed interface RunReport {
    /** All was read and published, and the checkpoint is gone. */
    record Completed(Receipt receipt) implements RunReport {}

    /** Asked to stop; all that was read is saved. Empty if it was asked before it had claimed the run: then nothing was changed. */
    record Interrupted(Optional<Checkpoint> checkpoint) implements RunReport {}

    /** The start decided not to run, and changed nothing. */
    record Refused(Refusal refusal) implements RunReport {}
}
