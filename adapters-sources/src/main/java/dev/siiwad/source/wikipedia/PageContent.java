package dev.siiwad.source.wikipedia;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;

/** What one page of a dump came to. */
sealed interface PageContent permits Page, IndexedPage, BrokenPage {
    /** Whether it counts as a document: it is an article, or nothing shows that it is not. */
    boolean isArticle();

    /** @throws MalformedDocumentException if it cannot be one */
    Document document(Wiki wiki) throws MalformedDocumentException;
}
