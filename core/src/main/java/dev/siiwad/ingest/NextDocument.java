package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.Optional;

/**
 * The document that a run stands before, read by itself, in a process that may die of it: what a {@link Trial} starts. It needs no lock, changes nothing that
 * is kept, and keeps nothing of what it reads.
 *
 * @param paid whether the source may take money when it goes on after a {@link Reading.Save}; then it is not asked to
 */
public record NextDocument(
        Source source, Transform transform, Deduplication deduplication, Storage storage, boolean paid) {
    private static final int SAVES_MAX = 100_000;

    /** That of a run that publishes everything that it keeps. */
    public NextDocument(Source source, Transform transform, Storage storage, boolean paid) {
        this(source, transform, Deduplication.NONE, storage, paid);
    }

    /**
     * Fetches it, then reads and transforms it, unless this is a control.
     *
     * @param inFlight told when nothing but the document can hold up or kill the process any more; told again if that has changed in between
     * @throws IOException if it cannot be fetched, or the run stands before no document: nothing is said against a document by that
     */
    public void read(Trial.Kind kind, Runnable inFlight) throws IOException {
        Checkpoint checkpoint = checkpoint();
        Versions versions = Versions.of(source, transform, deduplication, checkpoint.settings());
        versions.transform().prepare();
        try (DocumentReader reader = versions.source().open(pinned(checkpoint), checkpoint.position())) {
            for (int saves = 0; saves <= SAVES_MAX; saves++) {
                Optional<Reading> instead = reader.fetch();
                if (instead.isEmpty()) {
                    inFlight.run();
                    if (kind == Trial.Kind.CONTROL) {
                        return;
                    }
                    instead = process(reader, versions.transform());
                }
                if (instead.isEmpty()) {
                    return;
                }
                requireGoingOn(instead.get());
            }
            throw new IOException(source.id() + ": has asked to save more than " + SAVES_MAX + " times in a row");
        }
    }

    private Checkpoint checkpoint() throws IOException {
        Saved saved = storage.checkpoints().load(source.id());
        if (saved instanceof Saved.Committed committed
                && !committed.checkpoint().exhausted()) {
            return committed.checkpoint();
        }
        throw new IOException(storage.checkpoints().where(source.id()) + ": no run stands before a document");
    }

    private Snapshot pinned(Checkpoint checkpoint) throws IOException {
        SegmentStore segments = storage.segments(source.id());
        String payload = segments.payload(checkpoint.runId(), checkpoint.snapshot())
                .orElseThrow(() -> new DamagedSegmentException(
                        segments.where(checkpoint.runId(), checkpoint.snapshot()) + ": is missing"));
        return Snapshot.of(checkpoint.snapshot(), payload);
    }

    /** Empty once the document is done with; a malformed one is, too. */
    private static Optional<Reading> process(DocumentReader reader, Transform transform) throws IOException {
        try {
            Reading reading = reader.read();
            if (reading instanceof Reading.Read read) {
                transform.apply(read.document());
                return Optional.empty();
            }
            return Optional.of(reading);
        } catch (MalformedDocumentException survived) {
            return Optional.empty();
        }
    }

    private void requireGoingOn(Reading instead) throws IOException {
        if (instead instanceof Reading.End) {
            throw new IOException(source.id() + ": no document is left");
        }
        if (paid) {
            throw new IOException(source.id() + ": would have to save " + ((Reading.Save) instead).reason()
                    + ", and what follows may cost money");
        }
    }
}
