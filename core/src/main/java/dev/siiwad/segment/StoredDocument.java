package dev.siiwad.segment;

import dev.siiwad.document.Document;

/** A document in the form in which its storage keeps it, so that what publishes it there need not make a document of it. Immutable. */
public interface StoredDocument {
    /**
     * The document.
     *
     * @throws IllegalArgumentException if what is stored is damaged; then what it was read from is
     */
    Document document();

    /** Length of its text in UTF-8; known without making the document. */
    long textBytes();

    /** About how many bytes of memory it takes; known without making the document. */
    long memoryBytes();

    /** One that is no further than here. */
    record InMemory(Document document) implements StoredDocument {
        @Override
        public long textBytes() {
            return document.text().codePoints().mapToLong(InMemory::bytes).sum();
        }

        private static long bytes(int codePoint) {
            if (codePoint < 0x80) {
                return 1;
            }
            if (codePoint < 0x800) {
                return 2;
            }
            return codePoint < 0x10000 ? 3 : 4;
        }

        @Override
        public long memoryBytes() {
            return document.memoryBytes();
        }
    }
}
