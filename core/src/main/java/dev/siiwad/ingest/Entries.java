package dev.siiwad.ingest;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.transform.Outcome;
import java.io.IOException;

/** How what becomes of documents is written into a segment. */
final class Entries {
    private Entries() {}

    static void add(SegmentWriter segment, long offset, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Kept kept) {
            segment.add(new Entry.Kept(offset, kept.document()));
        } else {
            segment.drop(((Outcome.Dropped) outcome).reason());
        }
    }

    static void add(SegmentWriter segment, long offset, MalformedDocumentException e) throws IOException {
        segment.add(new Entry.Quarantined(offset, e.documentId(), e.getMessage(), e.excerpt(), e.isUnit()));
    }
}
