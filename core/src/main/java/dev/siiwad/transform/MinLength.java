package dev.siiwad.transform;

import dev.siiwad.document.Document;

/**
 * Drops texts shorter than a number of characters, as {@code min_length}.
 *
 * @param chars Unicode code points, as Python counts
 */
public record MinLength(int chars) implements Transform {
    /** A code point has so many UTF-16 units at most. */
    private static final int UNITS_MAX = 2;

    public MinLength {
        if (chars < 0) {
            throw new IllegalArgumentException("minimum length is " + chars + "; expected 0 or more");
        }
    }

    @Override
    public Outcome apply(Document document) {
        String text = document.text();
        if (text.length() / UNITS_MAX >= chars) {
            return new Outcome.Kept(document);
        }
        int found = text.codePointCount(0, text.length());
        return found >= chars
                ? new Outcome.Kept(document)
                : new Outcome.Dropped(document, "min_length", String.valueOf(found));
    }

    @Override
    public String describe() {
        return "min-length/1=" + chars;
    }
}
