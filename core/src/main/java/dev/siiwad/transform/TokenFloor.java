package dev.siiwad.transform;

import dev.siiwad.document.Document;

/** Drops texts with fewer words, split at white space, than a number, as {@code min_token_floor}. */
public record TokenFloor(int words) implements Transform {
    public TokenFloor {
        if (words < 0) {
            throw new IllegalArgumentException("token floor is " + words + "; expected 0 or more");
        }
    }

    @Override
    public Outcome apply(Document document) {
        int found = upToFloor(document.text());
        return found >= words
                ? new Outcome.Kept(document)
                : new Outcome.Dropped(document, "min_token_floor", String.valueOf(found));
    }

    @Override
    public String describe() {
        return "token-floor/1=" + words;
    }

    /** The number of words, looking no further than to the last one that is needed. */
    private int upToFloor(String text) {
        int found = 0;
        boolean within = false;
        for (int i = 0; i < text.length() && found < words; i++) {
            char c = text.charAt(i);
            boolean blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
            found += blank || within ? 0 : 1;
            within = !blank;
        }
        return found;
    }
}
