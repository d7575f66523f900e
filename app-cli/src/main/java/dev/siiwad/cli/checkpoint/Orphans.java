package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Segments that no checkpoint counts any more, in any storage: what is left where a checkpoint was removed by hand. */
final class Orphans {
    private static final SegmentName ANY = new SegmentName(1, 1);

    private Orphans() {}

    /** Where they are, a line for each run. Nothing is said of a source with a damaged checkpoint: which run that names is not known. */
    static List<String> of(Storage storage, SourceId source) throws IOException {
        Set<RunId> named;
        try {
            named = isForgotten(storage.checkpointAdmin(), source)
                    ? Set.of()
                    : storage.checkpoints().referencedRuns(source);
        } catch (CorruptCheckpointException allStay) {
            return List.of();
        }
        SegmentStore segments = storage.segments(source);
        List<String> lines = new ArrayList<>();
        for (RunId run : segments.runs()) {
            if (!named.contains(run)) {
                String segment = segments.where(run, ANY);
                lines.add(segment.substring(0, segment.lastIndexOf('/') + 1) + ": segments that no checkpoint counts");
            }
        }
        return lines;
    }

    /** Whether neither a checkpoint is there nor a copy of one: the generation before it counts for nothing by itself. */
    private static boolean isForgotten(CheckpointAdmin admin, SourceId source) throws IOException {
        return !admin.exists(source)
                && !admin.hasBackup(source)
                && admin.keptAsideBefore(source, Instant.MAX).isEmpty();
    }
}
