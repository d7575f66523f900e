package dev.siiwad.duplicates;

import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** What the pass keeps beside the segments. All of it can be found out again: what is damaged counts as not there. */
final class Kept {
    private Kept() {}

    static <T> Optional<T> read(SegmentStore segments, RunId run, String name, Function<String, T> parse)
            throws IOException {
        try {
            return segments.payload(run, name).map(parse);
        } catch (DamagedSegmentException | IllegalArgumentException notAsItWasKept) {
            return Optional.empty();
        }
    }
}
