package dev.siiwad.source.wikipedia;

/** What one {@code <page>} came to. */
sealed interface PageContent permits Page, BrokenPage {
    /** Whether it counts as a document: it is an article, or nothing shows that it is not. */
    boolean isArticle();
}
