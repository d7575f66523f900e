package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;

/** The claims of a start: commits of attempts that have a number of their own, so that whoever held the source before loses its next commit. */
final class Claims {
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

    /** Never a number that was given before, not even where the checkpoint that had it was lost, or replaced by an older one. */
    int number(RunId run, int attempt) throws IOException {
        int next = 1 + Math.max(attempt, segments.highestAttempt(run));
        segments.recordAttempt(run, next);
        return next;
    }
}
