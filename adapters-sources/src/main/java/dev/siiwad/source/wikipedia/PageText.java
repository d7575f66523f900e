package dev.siiwad.source.wikipedia;

import dev.siiwad.source.wikipedia.wikitext.Wikitext;

/** Makes plain text of what a dump has of a page. */
interface PageText {
    /** @param title of the page; empty if it has none */
    Wikitext.PlainText plain(String text, String title);
}
