package dev.siiwad.source.wikipedia;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;

/** What one page of a dump came to. */
sealed interface PageContent permits Page, BrokenPage {
    /** Whether it counts as a document: it is an article, or nothing shows that it is not. */
    boolean isArticle();

    /** About what it takes in memory. */
    long bytes();

    /**
     * Needs nothing else; may be called by another thread.
     *
     * @param text what makes plain text of its own
     * @throws MalformedDocumentException if it cannot be one
     */
    Document document(Wiki wiki, PageText text) throws MalformedDocumentException;
}
