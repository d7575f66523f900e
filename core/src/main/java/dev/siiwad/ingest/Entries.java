package dev.siiwad.ingest;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.transform.Outcome;
import java.io.IOException;

/**
 * How what becomes of documents is written into a segment.
 *
 * @param keepRejects whether the run keeps what it drops
 */
record Entries(boolean keepRejects) {
    void add(SegmentWriter segment, long offset, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Dropped dropped) {
            drop(segment, offset, dropped);
        } else {
            segment.add(new Entry.Kept(offset, ((Outcome.Kept) outcome).document()));
        }
    }

    private void drop(SegmentWriter segment, long offset, Outcome.Dropped dropped) throws IOException {
        if (keepRejects) {
            segment.add(new Entry.Rejected(offset, dropped.document(), dropped.reason(), dropped.value()));
        } else {
            segment.drop(dropped.reason());
        }
    }

    void add(SegmentWriter segment, long offset, MalformedDocumentException e) throws IOException {
        segment.add(new Entry.Quarantined(offset, e.documentId(), e.getMessage(), e.excerpt(), e.isUnit()));
    }
}
