package dev.siiwad.ingest;

import java.time.Duration;

/**
 * When a checkpoint is due: at every multiple of a number of documents, and at a source's own boundaries unless they come faster than once a
 * second.
 *
 * @param every a limit on the documents that a crash can cost
 */
record CheckpointPolicy(long every) {
    private static final Duration BOUNDARY_PAUSE = Duration.ofSeconds(1);

    /** The first offset after one at which a checkpoint is due in any case. */
    long nextDue(long offset) {
        return (offset / every + 1) * every;
    }

    /** @param sinceLast negative if the clock was set back meanwhile: then nobody knows how long it is, and it is taken for long */
    boolean isDue(long offset, boolean atBoundary, Duration sinceLast) {
        boolean paused = sinceLast.isNegative() || sinceLast.compareTo(BOUNDARY_PAUSE) >= 0;
        return offset % every == 0 || atBoundary && paused;
    }
}
