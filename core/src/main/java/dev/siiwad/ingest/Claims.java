package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;

/** The claims of a start: commits of attempts that have a number of their own, so that whoever held the source before loses its next commit. */
final class Claims {
    /** As many processes may begin at one moment. */
    private static final int TAKEN_MAX = 100;

    private final CheckpointStore checkpoints;
    private final SegmentStore segments;
    private final RunContext context;

    Claims(CheckpointStore checkpoints, SegmentStore segments, RunContext context) {
        this.checkpoints = checkpoints;
        this.segments = segments;
        this.context = context;
    }

    /** Claims a run as its next attempt. */
    Commits next(Checkpoint found) throws IOException {
        return commit(found.claimedBy(
                context.owner(),
                number(found.runId(), found.attempt()),
                context.clock().get()));
    }

    /** Claims a run, by a claim with a {@link #number} that nobody has. */
    Commits commit(Checkpoint claim) throws IOException {
        Commits commits = new Commits(checkpoints, claim);
        commits.commit(claim);
        return commits;
    }

    /** Never a number that was given before, not even where the checkpoint that had it was lost, or replaced by an older one; nor one that another process takes now. */
    int number(RunId run, int attempt) throws IOException {
        int first = 1 + Math.max(attempt, segments.highestAttempt(run));
        for (int number = first; number < first + TAKEN_MAX; number++) {
            if (segments.recordAttempt(run, number)) {
                return number;
            }
        }
        throw new LostRaceException("run " + run + ": others have taken the numbers of attempts from " + first + " to "
                + (first + TAKEN_MAX - 1) + " before this one; at most " + TAKEN_MAX + " are tried");
    }
}
