package dev.siiwad.source.wikipedia.wikitext;

/**
 * Turns the wikitext of a page into the text a reader sees, without what surrounds it: templates, tables, references, pictures,
 * categories, links to other languages and all markup go, with the empty parentheses and headings that remain.
 *
 * <p>Time is linear in the length, whatever the page holds; nothing recurses. What is broken costs no more than its context:
 *
 * <ul>
 *   <li><code>{{</code> and <code>{|</code> that nothing closes go up to the end of their paragraph (a blank line or a heading).
 *   <li>A <code>[[</code> that nothing closes before the paragraph ends, for a picture before the page ends, ends with its line as if closed
 *       there, and so does one whose target would hold a line end.
 *   <li>A closer without an opener goes; single brackets and braces are text.
 *   <li>{@code <ref>}, {@code <math>} and their like without an end tag are treated as MediaWiki does: they are not tags. Their text stays,
 *       the tag itself goes. So it is with {@code <nowiki>} and {@code <pre>}.
 *       Beyond MediaWiki, a {@code <ref>} has no end tag either where another begins first.
 *   <li>{@code <!--} without an end goes up to the end of the page, as in MediaWiki.
 *   <li>Brackets nest {@value Openers#DEPTH_MAX} deep; openers beyond that are dropped with their closers, and what they enclose belongs to
 *       the last one counted.
 *   <li>A line that begins with <code>|</code> outside any table is the row of a table that a template opened, and goes.
 *   <li>Tags are those of HTML and MediaWiki; {@code <stdio.h>} is text.
 * </ul>
 */
public final class Wikitext {
    /** Part of the settings of a run: raise it whenever the text of any page may come out differently. */
    public static final String VERSION = "1";

    private Wikitext() {}

    public static String toPlainText(String wikitext) {
        String withoutTags = new Tags(Marks.admit(wikitext)).resolve();
        String withoutBrackets = new Nesting(withoutTags).resolve();
        return Marks.reveal(new Lines(withoutBrackets).layOut());
    }
}
