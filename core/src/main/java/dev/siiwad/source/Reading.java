package dev.siiwad.source;

import dev.siiwad.document.Document;

/** What one step of a {@link DocumentReader} came to. */
public sealed interface Reading {
    /** The next document; the offset moves on by one. */
    record Read(Document document) implements Reading {}

    /**
     * Nothing was read: commit what there is, then ask again. Said before a download, a large parse or a paid call, and after something
     * bought, so that a crash in it costs nothing that went before.
     *
     * @param reason for the log: {@code before downloading sowiki-20261101-pages-articles-multistream.xml.bz2}
     */
    record Save(String reason) implements Reading {}

    /** The snapshot has no more documents. Every further step says the same. */
    record End() implements Reading {}
}
