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
        SortedMap<String, Object> metadata = new TreeMap<>(document.metadata());
        String text = document.text();
        text = counted(LineBreaks.written(text), "repaired_line_breaks", metadata);
        text = counted(Mojibake.undone(text), "repaired_encoding", metadata);
        text = counted(withoutLost(text), "repaired_lost", metadata);
        text = counted(LeftoverHtml.withoutTags(text), "repaired_tags", metadata);
        text = counted(LeftoverHtml.withoutEntities(text), "repaired_entities", metadata);
        return new Outcome.Kept(
                text.equals(document.text())
                        ? document
                        : new Document(document.id(), document.title(), text, document.url(), metadata));
    }

    @Override
    public String describe() {
        return "repair/1=on";
    }

    private static String counted(Repaired repaired, String key, SortedMap<String, Object> metadata) {
        if (repaired.count() > 0) {
            metadata.put(key, repaired.count());
        }
        return repaired.text();
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
