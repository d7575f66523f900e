package dev.siiwad.checkpoint;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is fixed for a run from its first start to its end.
 *
 * @param started when it began, to the second
 * @param firstIndex offset at which it began; 0 unless set by hand
 * @param snapshot id of the pinned snapshot
 * @param plan of a run that is shared between processes; empty for any other, and for each slice of one
 */
public record Run(
        RunId id,
        SourceId source,
        Instant started,
        long firstIndex,
        String snapshot,
        Settings settings,
        Optional<Plan> plan) {
    public Run {
        Checkpoint.requireAtLeast("first_index", firstIndex, 0);
        if (snapshot.isBlank()) {
            throw new IllegalArgumentException("snapshot is empty");
        }
        if (plan.isPresent() && firstIndex > 0) {
            throw new IllegalArgumentException("first_index is " + firstIndex + "; a shared run begins at 0");
        }
    }

    /** One that is not shared. */
    public Run(RunId id, SourceId source, Instant started, long firstIndex, String snapshot, Settings settings) {
        this(id, source, started, firstIndex, snapshot, settings, Optional.empty());
    }

    /** The same, shared. */
    public Run with(Plan shared) {
        return new Run(id, source, started, firstIndex, snapshot, settings, Optional.of(shared));
    }
}
