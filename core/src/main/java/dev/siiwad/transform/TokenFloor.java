package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.util.StringTokenizer;

/** Drops texts with fewer words, split at white space, than a number, as {@code min_token_floor}. */
public record TokenFloor(int words) implements Transform {
    public TokenFloor {
        if (words < 0) {
            throw new IllegalArgumentException("token floor is " + words + "; expected 0 or more");
        }
    }

    @Override
    public Outcome apply(Document document) {
        int found = new StringTokenizer(document.text()).countTokens();
        return found >= words
                ? new Outcome.Kept(document)
                : new Outcome.Dropped(document, "min_token_floor", String.valueOf(found));
    }

    @Override
    public String describe() {
        return "token-floor/1=" + words;
    }
}
