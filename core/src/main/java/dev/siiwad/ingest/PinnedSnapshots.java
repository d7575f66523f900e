package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Snapshot;
import java.io.IOException;

/** The snapshots that runs are pinned to, with the payloads that were stored for them. */
record PinnedSnapshots(SegmentStore segments) {
    Snapshot of(Checkpoint checkpoint) throws IOException {
        String payload = segments.payload(checkpoint.runId(), checkpoint.snapshot())
                .orElseThrow(() -> new DamagedSegmentException(segments.where(checkpoint.runId(), checkpoint.snapshot())
                        + ": is missing; the run reads by the list in it"));
        return Snapshot.of(checkpoint.snapshot(), payload);
    }
}
