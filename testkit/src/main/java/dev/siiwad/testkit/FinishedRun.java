package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.document.Document;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Position;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A run of {@link Checkpoints#SOURCE} that has read everything, and is about to be published. */
final class FinishedRun {
    static final int DOCUMENTS = 12;

    /** Of five documents one is dropped, and one is quarantined. */
    static final int KEPT = 8;

    static final int DROPPED = 2;

    private static final SourceInfo INFO = ListSource.of(1).info();
    private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");

    private final Checkpoint checkpoint;

    FinishedRun(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Reads {@value #DOCUMENTS} documents into segments of these sizes, each by an attempt of its own, and commits that all were read. */
    static FinishedRun of(Storage storage, String runId, int... sizes) throws IOException {
        SegmentStore segments = storage.segments(Checkpoints.SOURCE);
        Checkpoint checkpoint = Checkpoints.begun(runId);
        storage.checkpoints().load(Checkpoints.SOURCE);
        storage.checkpoints().commit(checkpoint);
        for (int n = 0; n < sizes.length; n++) {
            if (n > 0) {
                checkpoint = checkpoint.claimedBy(Checkpoints.OWNER, n + 1, NOW);
            }
            try (SegmentWriter writer = segments.create(checkpoint.runId(), checkpoint.nextStart())) {
                for (long offset = checkpoint.lastIndex(); offset < checkpoint.lastIndex() + sizes[n]; offset++) {
                    write(writer, runId, offset);
                }
                checkpoint = checkpoint.plus(writer.seal(), new Position("line=" + n), NOW);
            }
        }
        checkpoint = checkpoint.exhausted(NOW);
        storage.checkpoints().commit(checkpoint);
        return new FinishedRun(checkpoint);
    }

    private static void write(SegmentWriter writer, String runId, long offset) throws IOException {
        if (offset % 5 == 3) {
            writer.drop("min_length");
        } else if (offset % 5 == 4) {
            writer.add(new Entry.Quarantined(offset, "" + offset, "not JSON", "{\"half\": "));
        } else {
            String text = "Qoraalka " + offset + " ee " + runId + " \ud83d\ude00";
            writer.add(new Entry.Kept(
                    offset,
                    Document.of(
                            "" + offset, "Cinwaan", text, "https://tusaale.example/" + offset, Map.of("n", offset))));
        }
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Receipt publish(Storage storage, DatasetFormat format) throws IOException {
        return publish(storage, format, UnaryOperator.identity());
    }

    /** The same run, claimed by another process that only publishes. */
    FinishedRun takenOver() {
        return new FinishedRun(checkpoint.claimedBy(Checkpoints.owner("another"), checkpoint.attempt() + 1, NOW));
    }

    /** Publishes it in a process that has loaded the checkpoint, and may be asked whether it still owns the source. */
    Receipt publish(Storage storage, Ownership ownership) throws IOException {
        storage.checkpoints().load(Checkpoints.SOURCE);
        SegmentStore segments = storage.segments(Checkpoints.SOURCE);
        return storage.publisher(DatasetFormat.JSON_LINES, "1.0")
                .publish(new CountedSegments(checkpoint, segments, ownership), INFO);
    }

    /** Publishes it as a dataset that has to do with others. */
    Receipt publish(Storage storage, Relations relations) throws IOException {
        storage.checkpoints().load(Checkpoints.SOURCE);
        return storage.publisher(DatasetFormat.JSON_LINES, "1.0")
                .publish(new CountedSegments(checkpoint, storage.segments(Checkpoints.SOURCE)), INFO, relations);
    }

    Receipt publishSigned(Storage storage, DatasetFormat format, SigningKey key) throws IOException {
        storage.checkpoints().load(Checkpoints.SOURCE);
        return storage.publisher(format, "1.0", Optional.of(key))
                .publish(new CountedSegments(checkpoint, storage.segments(Checkpoints.SOURCE)), INFO);
    }

    /** Publishes what is read through another store, in a process that has loaded the checkpoint. */
    Receipt publish(Storage storage, DatasetFormat format, UnaryOperator<SegmentStore> through) throws IOException {
        storage.checkpoints().load(Checkpoints.SOURCE);
        SegmentStore segments = through.apply(storage.segments(Checkpoints.SOURCE));
        return storage.publisher(format, "1.0").publish(new CountedSegments(checkpoint, segments), INFO);
    }
}
