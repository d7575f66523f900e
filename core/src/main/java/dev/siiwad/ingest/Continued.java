package dev.siiwad.ingest;

import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The runs whose datasets a run continues, kept beside its snapshot from its beginning to its end: later attempts publish, and by then other datasets may be
 * there. One a line; nothing is kept where there are none.
 */
final class Continued {
    private static final String NAME = "continued-datasets";

    private Continued() {}

    static void store(SegmentStore segments, RunId run, Set<RunId> continued) throws IOException {
        if (!continued.isEmpty()) {
            segments.storePayload(
                    run, NAME, continued.stream().map(RunId::value).collect(Collectors.joining("\n")));
        }
    }

    /** None where what was kept is damaged: that costs a name in the receipt, and not the dataset. */
    static SortedSet<RunId> by(SegmentStore segments, RunId run) throws IOException {
        return stored(segments, run)
                .map(text -> text.lines().map(RunId::new).collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    private static Optional<String> stored(SegmentStore segments, RunId run) throws IOException {
        try {
            return segments.payload(run, NAME);
        } catch (DamagedSegmentException notAsItWasKept) {
            return Optional.empty();
        }
    }
}
