package dev.siiwad.source.wikipedia.wikitext;

import java.util.Set;

/** The text of pages of a wiki that gives no names of its own. */
final class Plain {
    private static final Wikitext NEWEST = of(Wikitext.VERSION, "so");

    private Plain() {}

    static String text(String wikitext) {
        return NEWEST.plainText(wikitext, "Berbera").text();
    }

    static String text(String lang, String wikitext) {
        return of(Wikitext.VERSION, lang).plainText(wikitext, "Berbera").text();
    }

    static Wikitext of(String version, String lang) {
        return new Wikitext(version, lang, Set.of(), Set.of());
    }
}
