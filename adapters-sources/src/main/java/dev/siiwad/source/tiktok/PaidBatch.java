package dev.siiwad.source.tiktok;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Videos whose comments one paid run is for.
 *
 * @param from first video
 * @param to end (exclusive)
 * @param marker stays the same from the first purchase of a run to its end, whatever crashes, unless somebody decides to pay again
 * @param capUsd what Apify itself keeps the paid run to; empty in positions of when paid runs followed one another, which had all that was left
 * @param unanswered whether the request was sent and its answer never came, so that it may have been paid for
 */
record PaidBatch(int from, int to, String marker, Optional<BigDecimal> capUsd, boolean unanswered) {
    /** Marks the paid run for these videos: no other run of the actor, of this account or any, carries the same. */
    String runMarker() {
        return "siiwad-" + marker + "-" + from + "-" + to;
    }

    int videos() {
        return to - from;
    }

    /** The same, when the answer to the request has been lost. */
    PaidBatch withoutAnswer() {
        return new PaidBatch(from, to, marker, capUsd, true);
    }

    /** The same, when its paid run is known. */
    PaidBatch answered() {
        return new PaidBatch(from, to, marker, capUsd, false);
    }

    /** The same videos, to be paid for again. */
    PaidBatch again(String newMarker) {
        return new PaidBatch(from, to, newMarker, capUsd, false);
    }

    /**
     * A paid batch whose turn has not come.
     *
     * @param paid its run; empty before the purchase, of which there is only one at a time, the last
     */
    record Ahead(PaidBatch batch, Optional<Paid> paid) {}

    /** The run that was paid for, and its dataset. */
    record Paid(String run, String dataset) {}
}
