package dev.siiwad.transform;

import dev.siiwad.document.Document;

/**
 * What {@link WordFloor} was in its second version, for runs that began with it: words are parted by white space; where a script puts none between words
 * (Chinese and Japanese, Thai, Lao, Khmer, Burmese), every two letters in a row count as one word.
 */
public record LetterPairFloor(int words) implements Transform {
    private static final int LETTERS_PER_WORD = 2;

    public LetterPairFloor {
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
        return "token-floor/2=" + words;
    }

    /** The number of words, looking no further than to the last one that is needed. */
    private int upToFloor(String text) {
        int found = 0;
        int unspaced = 0;
        boolean within = false;
        for (int i = 0; i < text.length() && found < words; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Scripts.isUnspaced(c)) {
                found += unspaced % LETTERS_PER_WORD == 0 ? 1 : 0;
                unspaced++;
                within = true;
            } else {
                unspaced = 0;
                boolean blank = c <= ' ' || Character.isSpaceChar(c);
                found += blank || within ? 0 : 1;
                within = !blank;
            }
        }
        return found;
    }
}
