package dev.siiwad.source.wikipedia;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One {@code <page>} as the dump has it; nothing is required to be there. Of several revisions it holds the newest.
 *
 * @param redirect whether it says so of itself, or its text does
 * @param text the wikitext; may be left out where the page is not an article
 * @param isStub whether the text is not there but kept elsewhere, so that there is none in the whole dump
 */
record Page(
        Optional<String> title,
        Optional<String> namespace,
        Optional<String> id,
        boolean redirect,
        Optional<String> revisionId,
        Optional<String> timestamp,
        Optional<String> model,
        Optional<String> text,
        boolean isStub)
        implements PageContent {
    private static final Pattern OUTSIDE = Pattern.compile("-?[1-9][0-9]{0,9}");

    /**
     * Whether this is a page of the encyclopedia itself, written in wikitext, as all pages were before export version 0.8. A page whose
     * namespace cannot be told may be one.
     */
    @Override
    public boolean isArticle() {
        return !redirect && !isOutside(namespace) && model.orElse("wikitext").equals("wikitext");
    }

    @Override
    public long bytes() {
        return 2L * text.map(String::length).orElse(0) + 1000;
    }

    @Override
    public Document document(Wiki wiki, PageText text) throws MalformedDocumentException {
        return Article.of(wiki, this, text);
    }

    /** The same page, in this namespace. */
    Page in(String found) {
        return new Page(title, Optional.of(found), id, redirect, revisionId, timestamp, model, text, isStub);
    }

    /** Whether a namespace is one that holds no articles. */
    static boolean isOutside(Optional<String> namespace) {
        return namespace.isPresent() && OUTSIDE.matcher(namespace.get()).matches();
    }
}
