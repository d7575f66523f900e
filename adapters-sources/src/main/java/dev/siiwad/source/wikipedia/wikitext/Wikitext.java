package dev.siiwad.source.wikipedia.wikitext;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the wikitext of a page into the text a reader sees, without what surrounds it: boxes, tables, references, pictures, categories, links to other
 * languages and all markup go, with the empty parentheses and headings that remain. Templates in sentences show what they show on the page, as far as
 * {@code templates.txt} knows them, and formulas what they are written as. Safe for use by several threads.
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
    public static final String VERSION = "4";

    /** Newest first; the first knows few templates, no formulas and no titles, the second fewer templates, the third none that compute. */
    private static final List<String> VERSIONS = List.of(VERSION, "3", "2", "1");

    private static final int NAMES_MAX = 20;
    private static final Set<String> ENGLISH = Set.of("en", "simple");

    private final int version;
    private final String lang;
    private final TemplateFamilies families;
    private final Namespaces namespaces;

    /**
     * @param version {@link #VERSION}, or one of {@link #earlier} for a run that began with it
     * @param lang as in the address of the Wikipedia: which templates mean what
     * @param files what this wiki calls the namespace of files, beside the names in all languages that are known
     * @param categories likewise
     * @throws IllegalArgumentException if there is no such version
     */
    public Wikitext(String version, String lang, Set<String> files, Set<String> categories) {
        if (!VERSIONS.contains(version)) {
            throw new IllegalArgumentException(
                    "version of the extraction is " + version + "; expected one of " + VERSIONS);
        }
        this.version = Integer.parseInt(version);
        this.lang = lang;
        this.families = TemplateFamilies.of(lang, this.version);
        this.namespaces = new Namespaces(files, categories);
    }

    /** The versions before one, newest first. */
    public static List<String> earlier(String version) {
        return VERSIONS.subList(VERSIONS.indexOf(version) + 1, VERSIONS.size());
    }

    /** @param title of the page, for templates that show it; empty if it has none */
    public PlainText plainText(String wikitext, String title) {
        boolean first = version == 1;
        Holes holes = new Holes();
        boolean computes = version >= ComputedTemplates.SINCE && ENGLISH.contains(lang);
        TemplateText templates = first ? new KeptTemplates() : new Templates(families, title, holes, computes);
        String withoutTags = new Tags(Marks.admit(wikitext), version).resolve();
        String withoutBrackets = new Nesting(withoutTags, templates, namespaces, version).resolve();
        Lines lines = new Lines(withoutBrackets, version, holes);
        String text = Marks.reveal(lines.layOut());
        return new PlainText(text, holes.count(), holes.most(NAMES_MAX));
    }

    /**
     * The text of a page.
     *
     * @param templatesRemoved how many templates were left out of its sentences because nobody knows what they show
     * @param names of those, and how often each was, most first; at most {@value #NAMES_MAX}
     */
    public record PlainText(String text, long templatesRemoved, Map<String, Long> names) {
        public PlainText {
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        }

        /** A text of which nothing was left out. */
        public static PlainText whole(String text) {
            return new PlainText(text, 0, Map.of());
        }
    }
}
