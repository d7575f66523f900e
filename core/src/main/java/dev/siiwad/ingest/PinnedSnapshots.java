package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Collected;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.Optional;

/**
 * The snapshots that runs are pinned to, with the payloads that were stored for them. A payload that is lost or damaged is asked for again, once for each start, and what comes counts
 * only if it is what was pinned: by the digest in the checkpoint, or, where an earlier version began the run, by an id that is the payload's digest.
 */
final class PinnedSnapshots {
    private final SegmentStore segments;
    private final Source source;
    private final Datasets datasets;
    private final Progress progress;
    private Optional<Snapshot> again = Optional.empty();

    PinnedSnapshots(SegmentStore segments, Source source, Datasets datasets, Progress progress) {
        this.segments = segments;
        this.source = source;
        this.datasets = datasets;
        this.progress = progress;
    }

    /** How a checkpoint pins a payload. */
    static String digest(String payload) {
        return "sha256:" + Sha256.hex(payload);
    }

    /**
     * The one that a checkpoint names, as it was stored, or as it was had again. Changes nothing.
     *
     * @throws DamagedSegmentException if it is not as it was stored, and what can be had now is something else
     */
    Snapshot of(Checkpoint checkpoint) throws IOException {
        if (again.isPresent()) {
            return again.get();
        }
        DamagedSegmentException problem;
        try {
            Optional<String> payload = segments.payload(checkpoint.runId(), checkpoint.snapshot());
            if (payload.isPresent()) {
                return Snapshot.of(checkpoint.snapshot(), payload.get());
            }
            problem = new DamagedSegmentException(segments.where(checkpoint.runId(), checkpoint.snapshot())
                    + ": is missing; the run reads by the list in it");
        } catch (DamagedSegmentException e) {
            problem = e;
        }
        again = Optional.of(askedAgain(checkpoint, problem));
        return again.get();
    }

    /** Puts what was had again in the place of what was stored, if it was. */
    void store(Checkpoint checkpoint) throws IOException {
        if (again.isPresent()) {
            segments.storePayload(
                    checkpoint.runId(),
                    checkpoint.snapshot(),
                    again.get().payload().orElse(""));
            progress.on(new Progress.SnapshotRestored(checkpoint.snapshot()));
        }
    }

    private Snapshot askedAgain(Checkpoint checkpoint, DamagedSegmentException problem) throws IOException {
        progress.on(new Progress.AskingForSnapshot(problem.getMessage(), checkpoint.snapshot()));
        Optional<Snapshot> other;
        try {
            CollectedBefore before = new CollectedBefore(datasets, source.id());
            other = source.again(checkpoint.snapshot(), before);
            if (before.asked() > 0 && !isPinned(other, checkpoint)) {
                other = source.again(checkpoint.snapshot(), Collected.NOTHING);
            }
        } catch (SourceException e) {
            throw new DamagedSegmentException(problem.getMessage() + ". It cannot be had again: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(
                    problem.getMessage() + ". It was to be had again, and that failed: " + e.getMessage(), e);
        }
        if (!isPinned(other, checkpoint)) {
            throw new DamagedSegmentException(problem.getMessage() + ". " + whyNot(other, checkpoint), problem);
        }
        return other.get();
    }

    private static boolean isPinned(Optional<Snapshot> asked, Checkpoint checkpoint) {
        if (asked.isEmpty()) {
            return false;
        }
        Snapshot found = asked.get();
        String payload = found.payload().orElse("");
        boolean proved = checkpoint
                .run()
                .payloadDigest()
                .map(digest(payload)::equals)
                .orElse(found.id().endsWith(digest(payload)));
        return found.id().equals(checkpoint.snapshot()) && proved;
    }

    private static String whyNot(Optional<Snapshot> other, Checkpoint checkpoint) {
        if (other.isEmpty()) {
            return "Such a list can be had only once";
        }
        return other.get().id().equals(checkpoint.snapshot())
                ? "What can be had of that snapshot now is another list than the one that was stored, or nothing proves that it is the same"
                : "It cannot be had again: the run reads " + checkpoint.snapshot() + ", and there is "
                        + other.get().id() + " now";
    }
}
