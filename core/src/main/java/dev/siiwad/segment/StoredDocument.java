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
            String text = document.text();
            long bytes = text.length();
            for (int i = 0; i < text.length(); i++) {
                bytes += more(text.charAt(i));
            }
            return bytes;
        }

        /** How many bytes a unit takes after its first: half of a pair two of four. */
        private static int more(char unit) {
            if (unit < 0x80) {
                return 0;
            }
            return unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
        }

        @Override
        public long memoryBytes() {
            return document.memoryBytes();
        }
    }
}
