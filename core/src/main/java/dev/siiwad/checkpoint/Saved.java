package dev.siiwad.checkpoint;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.Optional;

/** What a start finds where a checkpoint may be. */
public sealed interface Saved {
    /** Whether a run has read to its end by this. */
    default boolean isEndOf(RunId run) {
        return this instanceof Committed committed
                && committed.checkpoint().runId().equals(run)
                && committed.checkpoint().exhausted();
    }

    /** No checkpoint: the start is fresh. */
    record None() implements Saved {}

    /**
     * The six fields of version 1.0, written by hand or by the Python project: no position, no segments, only an offset.
     *
     * @param runId as found; it names no run of this program
     */
    record OffsetOnly(long lastIndex, long processedCount, Instant timestamp, String runId, SourceId source)
            implements Saved {
        public OffsetOnly {
            if (lastIndex < 0 || processedCount < 0) {
                throw new IllegalArgumentException(
                        (lastIndex < 0 ? "last_index is " + lastIndex : "processed_count is " + processedCount)
                                + "; expected 0 or more");
            }
        }
    }

    /** A commit record of this program; one that stands in for a newer one, where that is unusable. */
    record Committed(Checkpoint checkpoint, Optional<Fallback> fallback) implements Saved {}

    /**
     * Why the checkpoint before the newest is used.
     *
     * @param problem what is wrong with the newest
     * @param where the one that is used is, for messages
     */
    record Fallback(CorruptCheckpointException problem, String where) {}
}
