package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceException;
import java.util.List;
import java.util.Optional;

/** How a run ended, where it did not fail. */
public sealed interface RunReport {
    /** All was read and published, and the checkpoint is gone. */
    record Completed(Receipt receipt) implements RunReport {}

    /**
     * All was read and nothing of it is worth publishing, or the source cannot be read as it was asked for and nothing had been kept: there is no dataset. The
     * checkpoint and its segments were removed, unless what they count was paid for; then the same run comes to the same again, without asking upstream.
     *
     * @param last the last checkpoint of the run
     * @param tally what became of the documents read, where all were
     * @param examples the first documents that were quarantined, at most {@value #EXAMPLES_MAX}
     * @param problem what the source says against going on
     */
    record NothingKept(
            Checkpoint last,
            Tally tally,
            List<Entry.Quarantined> examples,
            Optional<SourceException> problem,
            boolean removed)
            implements RunReport {
        public static final int EXAMPLES_MAX = 100;

        public NothingKept {
            examples = List.copyOf(examples);
        }
    }

    /** The run that was asked for had been published before; nothing was done. */
    record Finished(Dataset dataset) implements RunReport {}

    /** Published datasets hold what there is; nothing was changed. */
    record NothingNew(dev.siiwad.ingest.NothingNew why) implements RunReport {}

    /** A slice of a shared run was read to its end; it is published with the others. */
    record Exhausted(Checkpoint last) implements RunReport {}

    /**
     * Nothing is left to do in a shared run but what others do now; nobody was waited for.
     *
     * @param slices how many slices others are reading; 0 where all are read and another process publishes
     */
    record WithOthers(RunId run, int slices) implements RunReport {}

    /** Asked to stop; all that was read is saved. Empty if it was asked before it had claimed the run: then nothing was changed. */
    record Interrupted(Optional<Checkpoint> checkpoint) implements RunReport {}

    /** The start decided not to run, and changed nothing. */
    record Refused(Refusal refusal) implements RunReport {}
}
