package dev.siiwad.source;

import dev.siiwad.document.Document;

/** What one step of a {@link DocumentReader} came to before a document is made of it. */
public sealed interface RawReading {
    /** What {@link DocumentReader#read} would have said; nothing is left to do. */
    record Ready(Reading reading) implements RawReading {}

    /**
     * A document that is read and not made yet; the offset moves on by one.
     *
     * @param making makes it
     * @param bytes about what it takes in memory until then
     */
    record Raw(Making making, long bytes) implements RawReading {}

    /** Makes a document of what was read of it, and needs the reader no more. Called once, at any time, by any thread. */
    @FunctionalInterface
    interface Making {
        /** @throws MalformedDocumentException if it cannot be made */
        Document document() throws MalformedDocumentException;
    }
}
