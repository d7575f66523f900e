package dev.siiwad.checkpoint;

import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.Optional;

/** What a start finds where a checkpoint may be. */
public sealed interface Saved {
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

    /**
     * A commit record of this program.
     *
     * @param problem what was wrong with the newest one, if this is the one before it
     */
    record Committed(Checkpoint checkpoint, Optional<CorruptCheckpointException> problem) implements Saved {}
}
