package dev.siiwad.ingest;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What nothing needs any more of the runs of a source. What cannot be removed is harmless, and a finished dataset is not undone by it. */
record Leftovers(SourceId source, SegmentStore segments, CheckpointStore checkpoints, Progress progress) {
    /** Removes all but what is needed. */
    void remove(SegmentStore.Needed needed) throws LostRaceException {
        try {
            segments.retainOnly(needed);
        } catch (LostRaceException e) {
            throw e;
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(e instanceof CorruptCheckpointException, e.getMessage()));
        }
    }

    /** Removes what a run has left that is published, and has no checkpoint any more. */
    void removeFinished(RunId run) throws LostRaceException {
        remove(there -> {
            Set<RunId> others = new HashSet<>(there);
            others.remove(run);
            others.addAll(checkpoints.referencedRuns(source));
            return others;
        });
    }
}
