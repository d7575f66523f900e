package dev.siiwad.document;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One text as it is published, with what its source says about it. A surrogate without its other half, which no UTF-8 can hold, becomes
 * U+FFFD.
 *
 * <p>{@code url} is the canonical address, whatever mirror the text was fetched from, and may be empty. {@code metadata} is
 * sorted by key; its values are {@link String}, {@link Long}, {@link Double} (finite) or {@link Boolean}. The publisher gives these keys a
 * column of their own: {@code date_published}, {@code topic}, and the first present of {@code source_id}, {@code corpus_id},
 * {@code article_id}, {@code page_id}, {@code comment_id}.
 *
 * @param id what the source calls this document, unique within a snapshot as far as the source knows; for messages
 */
public record Document(String id, String title, String text, String url, SortedMap<String, Object> metadata) {
    private static final long EACH_BYTES = 500;

    public Document {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a document needs an id; its title is \"" + title + "\"");
        }
        for (Map.Entry<String, Object> entry : metadata.entrySet()) {
            requireAllowed(entry.getKey(), entry.getValue());
        }
        id = wellFormed(id);
        title = wellFormed(title);
        text = wellFormed(text);
        url = wellFormed(url);
        SortedMap<String, Object> copy = new TreeMap<>();
        metadata.forEach(
                (key, value) -> copy.put(wellFormed(key), value instanceof String string ? wellFormed(string) : value));
        metadata = Collections.unmodifiableSortedMap(copy);
    }

    /** The same text, every surrogate without its other half replaced by U+FFFD. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isLone(text, i)) {
                    return repaired(text, i);
                }
                i++;
            }
        }
        return text;
    }

    /** Whether a surrogate that follows no first half is without its second. */
    private static boolean isLone(String text, int at) {
        return !Character.isHighSurrogate(text.charAt(at))
                || at + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(at + 1));
    }

    /** @param from the first one that is to be replaced */
    private static String repaired(String text, int from) {
        StringBuilder repaired = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isLone(text, i)) {
                    repaired.setCharAt(i, '\uFFFD');
                } else {
                    i++;
                }
            }
        }
        return repaired.toString();
    }

    /** A document whose metadata need not be sorted yet. */
    public static Document of(String id, String title, String text, String url, Map<String, ?> metadata) {
        return new Document(id, title, text, url, new TreeMap<>(metadata));
    }

    /** The same document with another text. */
    public Document withText(String replacement) {
        return replacement.equals(text) ? this : new Document(id, title, replacement, url, metadata);
    }

    /** The same document with one more fact about it. */
    public Document with(String key, Object value) {
        SortedMap<String, Object> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new Document(id, title, text, url, more);
    }

    /** About how many bytes of memory it takes. */
    public long memoryBytes() {
        return EACH_BYTES + Character.BYTES * ((long) text.length() + title.length());
    }

    private static void requireAllowed(String key, Object value) {
        boolean allowed = value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double number && Double.isFinite(number);
        if (!allowed) {
            throw new IllegalArgumentException("metadata \"" + key + "\" is " + value
                    + "; expected a String, a Long, a finite Double or a Boolean");
        }
    }
}
