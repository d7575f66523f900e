package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/** The snapshots that runs are pinned to, with the payloads that were stored for them. */
record PinnedSnapshots(SegmentStore segments) {
    Snapshot of(Checkpoint checkpoint) throws IOException {
        String payload = segments.payload(checkpoint.runId(), checkpoint.snapshot())
                .orElseThrow(() -> new DamagedSegmentException(segments.where(checkpoint.runId(), checkpoint.snapshot())
                        + ": is missing; the run reads by the list in it"));
        return Snapshot.of(checkpoint.snapshot(), payload);
    }

    /** A run id that was used before may have left another list; what it left stays. */
    static void store(SegmentStore segments, RunId run, Snapshot snapshot) throws IOException {
        try {
            segments.storePayload(run, snapshot.id(), snapshot.payload().orElse(""));
        } catch (FileAlreadyExistsException e) {
            throw new SourceException(e.getMessage(), e, new Remedy.Give("run_id"));
        }
    }
}
