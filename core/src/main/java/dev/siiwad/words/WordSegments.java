package dev.siiwad.words;

/**
 * Counts the words of a text, code point by code point. Words are parted by white space. What is between white space and has letters of a script that puts
 * none between words ({@link UnspacedScript}) has as many words as each run of such letters comes to, by the letters that a word of the script has on
 * average, and one more for each run of other letters and digits; signs are no words there. No dictionary, and nothing that is newer than Unicode 13 is
 * looked up: the number is the same on every machine and in every version of Java.
 */
final class WordSegments {
    private long before;
    private long segments;
    private boolean inChunk;
    private boolean unspaced;
    private UnspacedScript run = UnspacedScript.NONE;
    private int letters;
    private boolean inOther;

    /** So far, taking what comes next for something else. */
    long total() {
        return before + (inChunk ? chunk() : 0);
    }

    void add(int c) {
        if (WordCount.isSpace(c)) {
            before = total();
            inChunk = false;
            unspaced = false;
            segments = 0;
            endRun();
            return;
        }
        inChunk = true;
        UnspacedScript script = c < UnspacedScript.FIRST ? UnspacedScript.NONE : UnspacedScript.of(c, run);
        if (script == UnspacedScript.MARK) {
            return;
        }
        if (script != UnspacedScript.NONE) {
            addLetter(script);
        } else if (isOfWord(c)) {
            closeRun();
            segments += inOther ? 0 : 1;
            inOther = true;
        } else if (!joins(c)) {
            closeRun();
            inOther = false;
        }
    }

    private void addLetter(UnspacedScript script) {
        if (script != run) {
            closeRun();
            run = script;
        }
        letters++;
        unspaced = true;
        inOther = false;
    }

    private long chunk() {
        return unspaced ? Math.max(1, segments + run.words(letters)) : 1;
    }

    private void closeRun() {
        segments += run.words(letters);
        run = UnspacedScript.NONE;
        letters = 0;
    }

    private void endRun() {
        run = UnspacedScript.NONE;
        letters = 0;
        inOther = false;
    }

    /** Points and the like stand within numbers and words of other scripts. */
    private boolean joins(int c) {
        return inOther && (c == '.' || c == ',' || c == '\'' || c == '\u2019' || c == '_' || c == ':');
    }

    /** What is unassigned in an old version of Java counts like the letters that most of it becomes; pictures are signs in all of them. */
    private static boolean isOfWord(int c) {
        if (c >= 0x1F000 && c <= 0x1FBFF) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
