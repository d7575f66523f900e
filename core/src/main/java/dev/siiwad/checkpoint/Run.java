package dev.siiwad.checkpoint;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;

/**
 * What is fixed for a run from its first start to its end.
 *
 * @param started when it began, to the second
 * @param firstIndex offset at which it began; 0 unless set by hand
 * @param snapshot id of the pinned snapshot
 * @param form what its segments hold
 */
public record Run(
        RunId id,
        SourceId source,
        Instant started,
        long firstIndex,
        String snapshot,
        Settings settings,
        SegmentForm form) {
    public Run {
        Checkpoint.requireAtLeast("first_index", firstIndex, 0);
        if (snapshot.isBlank()) {
            throw new IllegalArgumentException("snapshot is empty");
        }
    }

    /** A new run. */
    public Run(RunId id, SourceId source, Instant started, long firstIndex, String snapshot, Settings settings) {
        this(id, source, started, firstIndex, snapshot, settings, SegmentForm.NEWEST);
    }
}
