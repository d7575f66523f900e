package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import java.util.Optional;

/**
 * The offsets at which an attempt goes step by step, because attempts before it died there: from the offset where they stood still, up to where they
 * would have committed; or, once one of them is known to have died with a document in flight, from that document.
 *
 * @param from the first such offset
 * @param until the offset after the last
 */
record Steps(long from, long until) {
    /** So many attempts in a row that do not move the offset are a loop. */
    static final int STALLED_MAX = 3;

    private static final Steps NONE = new Steps(Long.MAX_VALUE, Long.MAX_VALUE);

    /** The steps of an attempt that has just claimed a run; it counts itself among the stalled ones. */
    static Steps of(Checkpoint claim, long checkpointEvery) {
        Optional<InFlight> suspect = claim.inFlight();
        if (suspect.isEmpty() && claim.stalledAttempts() <= STALLED_MAX) {
            return NONE;
        }
        long from = suspect.map(InFlight::offset).orElse(claim.lastIndex());
        return new Steps(from, (from / checkpointEvery + 1) * checkpointEvery);
    }

    boolean contains(long offset) {
        return from <= offset && offset < until;
    }

    /** What to tell before the first step; empty if there is none to take. */
    Optional<Progress.ResumeLoop> announcement(Checkpoint claim, RunRequest.OnPoison onPoison) {
        if (equals(NONE)) {
            return Optional.empty();
        }
        Optional<InFlight> suspect = claim.inFlight();
        int stopped = suspect.map(document -> document.attempts().size()).orElse(claim.stalledAttempts() - 1);
        return Optional.of(new Progress.ResumeLoop(stopped, from, until, suspect.isPresent(), onPoison));
    }
}
