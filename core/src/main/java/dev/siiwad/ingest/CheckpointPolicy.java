package dev.siiwad.ingest;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a checkpoint is due: at every multiple of a number of documents, and at a source's own boundaries unless they come faster than once a
 * second. Where requests are slow, also after a number of bytes of text, so that the number of documents may be large.
 *
 * @param every a limit on the documents that a crash can cost
 * @param bytes a limit on their text; empty for none
 */
record CheckpointPolicy(long every, OptionalLong bytes) {
    private static final Duration BOUNDARY_PAUSE = Duration.ofSeconds(1);

    /** The first offset after one at which a checkpoint is due in any case. */
    long nextDue(long offset) {
        return (offset / every + 1) * every;
    }

    /** Whether the text of documents counts at all. */
    boolean countsBytes() {
        return bytes.isPresent();
    }

    /** @param textBytes kept since the last one */
    boolean isFull(long textBytes) {
        return textBytes >= bytes.orElse(Long.MAX_VALUE);
    }

    /** @param sinceLast negative if the clock was set back meanwhile: then nobody knows how long it is, and it is taken for long */
    boolean isDue(long offset, boolean atBoundary, Duration sinceLast) {
        boolean paused = sinceLast.isNegative() || sinceLast.compareTo(BOUNDARY_PAUSE) >= 0;
        return offset % every == 0 || atBoundary && paused;
    }
}
