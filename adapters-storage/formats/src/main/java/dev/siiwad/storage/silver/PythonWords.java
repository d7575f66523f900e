package dev.siiwad.storage.silver;

/** Counts words as Python's {@code len(text.split())} does. */
final class PythonWords {
    private PythonWords() {}

    static long count(String text) {
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

    /** The characters of which {@code str.isspace} is true; there are none beyond the first plane. */
    private static boolean isSpace(char c) {
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
