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
        boolean enough = new StringTokenizer(document.text()).countTokens() >= words;
        return enough ? new Outcome.Kept(document) : new Outcome.Dropped("min_token_floor");
    }

    @Override
    public String describe() {
        return "token-floor/1=" + words;
    }
}
