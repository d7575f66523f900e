package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InHand;
import java.util.Optional;

/**
 * The offsets at which an attempt goes step by step, because attempts before it died there: from the offset where they stood still, up to where they
 * would have committed; or, once one of them is known to have died with a document in hand, from that document.
 *
 * @param from the first such offset
 * @param until the offset behind the last
 */
record Steps(long from, long until) {
    /** So many attempts in a row that do not move the offset are a loop. */
    static final int STALLED_MAX = 3;

    private static final Steps NONE = new Steps(Long.MAX_VALUE, Long.MAX_VALUE);

    /** The steps of an attempt that has just claimed a run; it counts itself among the stalled ones. */
    static Steps of(Checkpoint claim, long checkpointEvery) {
        Optional<InHand> suspect = claim.inHand();
        if (suspect.isEmpty() && claim.stalledAttempts() <= STALLED_MAX) {
            return NONE;
        }
        long from = suspect.map(InHand::offset).orElse(claim.lastIndex());
        return new Steps(from, (from / checkpointEvery + 1) * checkpointEvery);
    }

    boolean contains(long offset) {
        return from <= offset && offset < until;
    }

    /** What to tell the user before the first step; empty if there is none to take. */
    Optional<String> announcement(Checkpoint claim, RunRequest.OnPoison onPoison) {
        if (equals(NONE)) {
            return Optional.empty();
        }
        Optional<InHand> suspect = claim.inHand();
        int died = suspect.map(document -> document.attempts().size()).orElse(claim.stalledAttempts() - 1);
        return Optional.of("Resume loop: " + died + (died == 1 ? " attempt" : " attempts") + " stopped at offset="
                + from
                + (suspect.isPresent() ? " with that document in hand" : "") + ", going step by step up to offset="
                + until + ". A document in hand at " + InHand.DEATHS_MAX + " deaths is "
                + (onPoison == RunRequest.OnPoison.STOP ? "where the run stops" : "quarantined"));
    }
}
