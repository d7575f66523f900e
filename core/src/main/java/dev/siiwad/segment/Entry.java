package dev.siiwad.segment;

import dev.siiwad.document.Document;

/** One line of a segment: a document and the offset it was read at, counted from 0. */
public sealed interface Entry {
    long offset();

    /** A document that is published. */
    final class Kept implements Entry {
        private final long offset;
        private final StoredDocument stored;

        /** One that is in memory. */
        public Kept(long offset, Document document) {
            this(offset, new StoredDocument.InMemory(document));
        }

        /** One in the form in which its storage keeps it. */
        public Kept(long offset, StoredDocument stored) {
            this.offset = offset;
            this.stored = stored;
        }

        @Override
        public long offset() {
            return offset;
        }

        /** Made anew each time from the stored form. */
        public Document document() {
            return stored.document();
        }

        public StoredDocument stored() {
            return stored;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kept kept
                    && kept.offset == offset
                    && kept.document().equals(document());
        }

        @Override
        public int hashCode() {
            return Long.hashCode(offset);
        }

        @Override
        public String toString() {
            return "Kept[offset=" + offset + ", document=" + document() + "]";
        }
    }

    /**
     * A document that is not wanted, in a run that keeps what it drops.
     *
     * @param document as the rule saw it
     * @param rule the reason that the tally counts it by
     * @param value what the rule found
     */
    record Rejected(long offset, Document document, String rule, String value) implements Entry {
        public Rejected {
            rule = Document.wellFormed(rule);
            value = Document.wellFormed(value);
        }
    }

    /**
     * A document that cannot be processed, or a whole unit that is set aside.
     *
     * @param documentId of the document, or the name of the unit
     * @param excerpt as much of it as helps whoever looks; may be empty
     * @param unit whether it is a whole unit, which the receipt names
     */
    record Quarantined(long offset, String documentId, String reason, String excerpt, boolean unit) implements Entry {
        public Quarantined {
            documentId = Document.wellFormed(documentId);
            reason = Document.wellFormed(reason);
            excerpt = Document.wellFormed(excerpt);
        }

        /** A document. */
        public Quarantined(long offset, String documentId, String reason, String excerpt) {
            this(offset, documentId, reason, excerpt, false);
        }

        /** What a document is called that is known by its offset only, since nobody could read it. */
        public static String idAt(long offset) {
            return "offset-" + offset;
        }

        /** The same where so many documents come before the first. */
        public Quarantined movedBy(long documents) {
            long moved = offset + documents;
            String id = documentId.equals(idAt(offset)) ? idAt(moved) : documentId;
            return new Quarantined(moved, id, reason, excerpt, unit);
        }
    }
}
