package dev.siiwad.transform;

import dev.siiwad.document.Document;

/** Drops texts with fewer words than a number, as {@code min_token_floor}. Words are counted as {@link WordCount#SEGMENTS} does. */
public record WordFloor(int words) implements Transform {
    /** How it is named in the transforms of a run, before its parameter. */
    static final String NAME = "token-floor/3";

    public WordFloor {
        if (words < 0) {
            throw new IllegalArgumentException("token floor is " + words + "; expected 0 or more");
        }
    }

    @Override
    public Outcome apply(Document document) {
        long found = WordCount.segments(document.text(), words);
        return found >= words
                ? new Outcome.Kept(document)
                : new Outcome.Dropped(document, "min_token_floor", String.valueOf(found));
    }

    @Override
    public String describe() {
        return NAME + "=" + words;
    }
}
