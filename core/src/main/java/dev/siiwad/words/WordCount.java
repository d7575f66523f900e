package dev.siiwad.words;

/** How many words a text has, which is what is published of it as {@code tokens}. A run counts in one way from its beginning to its end. */
public enum WordCount {
    /** As Python's {@code len(text.split())} does. */
    WHITE_SPACE {
        @Override
        public long of(String text) {
            return spaced(text);
        }

        @Override
        public long of(String text, byte[] utf8) {
            return Utf8Words.spaced(utf8, false);
        }
    },
    /**
     * As {@link #WHITE_SPACE} does, but what holds letters of a script that puts no blanks between words is counted in words of that script: as many
     * as its letters come to, by the letters that a word of the script has on average.
     */
    SEGMENTS {
        @Override
        public long of(String text) {
            return hasUnspaced(text) ? segments(text, Long.MAX_VALUE) : spaced(text);
        }

        @Override
        public long of(String text, byte[] utf8) {
            long spaced = Utf8Words.spaced(utf8, true);
            return spaced == Utf8Words.UNSPACED ? segments(text, Long.MAX_VALUE) : spaced;
        }
    };

    public abstract long of(String text);

    /** The same of a text whose UTF-8 is there already, which is looked at faster. */
    public abstract long of(String text, byte[] utf8);

    /** The number of words, looking no further than to the last one that is needed. */
    public static long segments(String text, long needed) {
        WordSegments segments = new WordSegments();
        for (int i = 0; i < text.length() && segments.total() < needed; ) {
            int c = text.codePointAt(i);
            segments.add(c);
            i += Character.charCount(c);
        }
        return segments.total();
    }

    /** Whether any letter is of a script that puts no blanks between words; else both ways of counting come to the same. */
    private static boolean hasUnspaced(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= UnspacedScript.FIRST) {
                int c = text.codePointAt(i);
                UnspacedScript script = UnspacedScript.of(c, UnspacedScript.NONE);
                if (script != UnspacedScript.NONE && script != UnspacedScript.MARK) {
                    return true;
                }
                i += Character.charCount(c) - 1;
            }
        }
        return false;
    }

    private static long spaced(String text) {
        long words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = isSpace(text.charAt(i));
            if (!space && !inWord) {
                words++;
            }
            inWord = !space;
        }
        return words;
    }

    /** The characters of which Python's {@code str.isspace} is true; there are none beyond the first plane. */
    static boolean isSpace(int c) {
        if (c > ' ' && c < '\u0085') {
            return false;
        }
        return c == ' '
                || c >= '\t' && c <= '\r'
                || c >= '\u001c' && c <= '\u001f'
                || c == '\u0085'
                || c == '\u00a0'
                || c == '\u1680'
                || c >= '\u2000' && c <= '\u200a'
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202f'
                || c == '\u205f'
                || c == '\u3000';
    }
}
