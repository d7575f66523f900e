package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Undoes what collectors of web pages did to texts on their way: line breaks written as a backslash and an n, UTF-8 that was read as CP1252, runs of
 * replacement characters, and tags and entities of HTML that were left over. What was repaired is counted in the document's metadata, as {@code
 * repaired_line_breaks}, {@code repaired_encoding}, {@code repaired_lost}, {@code repaired_tags} and {@code repaired_entities}; a text without any of it stays
 * as it is. Time is linear in the length.
 *
 * <p>It is for texts whose markup and encoding were somebody else's: not for those that a source of this program extracts itself.
 */
public record RepairText() implements Transform {
    private static final String LOST = "\uFFFD";

    @Override
    public Outcome apply(Document document) {
        String text = document.text();
        Repaired breaks = LineBreaks.written(text);
        Repaired encoding = Mojibake.undone(breaks.text());
        Repaired lost = withoutLost(encoding.text());
        Repaired tags = LeftoverHtml.withoutTags(lost.text());
        Repaired entities = LeftoverHtml.withoutEntities(tags.text());
        if (entities.text().equals(text)) {
            return new Outcome.Kept(document);
        }
        SortedMap<String, Object> metadata = new TreeMap<>(document.metadata());
        count(breaks, "repaired_line_breaks", metadata);
        count(encoding, "repaired_encoding", metadata);
        count(lost, "repaired_lost", metadata);
        count(tags, "repaired_tags", metadata);
        count(entities, "repaired_entities", metadata);
        return new Outcome.Kept(
                new Document(document.id(), document.title(), entities.text(), document.url(), metadata));
    }

    @Override
    public String describe() {
        return "repair/1=on";
    }

    private static void count(Repaired repaired, String key, SortedMap<String, Object> metadata) {
        if (repaired.count() > 0) {
            metadata.put(key, repaired.count());
        }
    }

    /** Two or more replacement characters in a row tell nothing but that something is missing; one may be an apostrophe, and shows where. */
    private static Repaired withoutLost(String text) {
        int at = text.indexOf(LOST + LOST);
        if (at < 0) {
            return new Repaired(text, 0);
        }
        StringBuilder kept = new StringBuilder(text.length());
        long runs = 0;
        int from = 0;
        while (at >= 0) {
            kept.append(text, from, at).append(' ');
            runs++;
            from = at;
            while (from < text.length() && text.startsWith(LOST, from)) {
                from++;
            }
            at = text.indexOf(LOST + LOST, from);
        }
        return new Repaired(kept.append(text, from, text.length()).toString(), runs);
    }

    /**
     * A text after one kind of repair.
     *
     * @param count how often it was needed
     */
    record Repaired(String text, long count) {}
}
