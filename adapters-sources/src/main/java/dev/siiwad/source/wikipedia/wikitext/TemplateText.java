package dev.siiwad.source.wikipedia.wikitext;

/** What a template shows on the page. */
interface TemplateText {
    /**
     * The text in the place of a call, with the marks of {@link Marks}; {@link Marks#REMOVED} where it shows nothing.
     *
     * @param alone whether nothing else is on its line
     */
    String shown(TemplateCall call, boolean alone);
}
