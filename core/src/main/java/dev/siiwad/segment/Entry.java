package dev.siiwad.segment;

import dev.siiwad.document.Document;

/** One line of a segment: a document and the offset it was read at, counted from 0. */
public sealed interface Entry {
    long offset();

    record Kept(long offset, Document document) implements Entry {}

    /**
     * A document that cannot be processed.
     *
     * @param excerpt as much of it as helps whoever looks; may be empty
     */
    record Quarantined(long offset, String documentId, String reason, String excerpt) implements Entry {
        public Quarantined {
            documentId = Document.wellFormed(documentId);
            reason = Document.wellFormed(reason);
            excerpt = Document.wellFormed(excerpt);
        }
    }
}
