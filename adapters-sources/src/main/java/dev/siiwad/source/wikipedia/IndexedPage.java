package dev.siiwad.source.wikipedia;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;

/**
 * A page as the search index has it: its text is plain already.
 *
 * @param page with the plain text in place of the wikitext
 */
record IndexedPage(Page page) implements PageContent {
    @Override
    public boolean isArticle() {
        return page.isArticle();
    }

    @Override
    public Document document(Wiki wiki) throws MalformedDocumentException {
        return Article.of(wiki, page, text -> text);
    }
}
