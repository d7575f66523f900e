package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import java.io.IOException;

/** The second half of a run: publishes what was read, and removes what nothing needs any more. */
final class PublishingStage {
    private final Source source;
    private final SegmentStore segments;
    private final CheckpointStore checkpoints;
    private final Publisher publisher;
    private final Progress progress;

    PublishingStage(Source source, Storage storage, Publisher publisher, Progress progress) {
        this.source = source;
        this.segments = storage.segments(source.id());
        this.checkpoints = storage.checkpoints();
        this.publisher = publisher;
        this.progress = progress;
    }

    RunReport publish(Checkpoint checkpoint) throws IOException {
        Receipt receipt = publisher.publish(new CountedSegments(checkpoint, segments), source.info());
        progress.on(new Progress.Complete());
        checkpoints.delete(source.id());
        removeUnreferencedRuns();
        return new RunReport.Completed(receipt);
    }

    /** Makes room. What cannot be removed is harmless, and a finished dataset is not undone by it. */
    void removeUnreferencedRuns() throws LostRaceException {
        try {
            segments.retainOnly(checkpoints.referencedRuns(source.id()));
        } catch (LostRaceException e) {
            throw e;
        } catch (CorruptCheckpointException e) {
            progress.on(new Progress.SegmentsLeft(true, e.getMessage()));
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(false, e.getMessage()));
        }
    }
}
