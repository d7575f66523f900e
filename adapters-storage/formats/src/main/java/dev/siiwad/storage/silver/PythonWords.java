package dev.siiwad.storage.silver;

/** Counts words as Python's {@code len(text.split())} does. */
final class PythonWords {
    private PythonWords() {}

    /** @param utf8 well-formed */
    static long count(byte[] utf8) {
        long words = 0;
        boolean inWord = false;
        int i = 0;
        while (i < utf8.length) {
            int space = space(utf8, i);
            if (space > 0) {
                inWord = false;
                i += space;
            } else {
                words += inWord ? 0 : 1;
                inWord = true;
                i++;
            }
        }
        return words;
    }

    /** How many bytes the character takes that begins here, if {@code str.isspace} is true of it, else 0; there are none beyond the first plane. */
    private static int space(byte[] utf8, int at) {
        byte first = utf8[at];
        if (first >= 0) {
            return first <= ' ' && (first == ' ' || first >= '\t' && first <= '\r' || first >= 0x1c) ? 1 : 0;
        }
        if (first == (byte) 0xC2) {
            return utf8[at + 1] == (byte) 0x85 || utf8[at + 1] == (byte) 0xA0 ? 2 : 0;
        }
        if (first < (byte) 0xE1 || first > (byte) 0xE3) {
            return 0;
        }
        return isSpace((first & 0xF) << 12 | (utf8[at + 1] & 0x3F) << 6 | utf8[at + 2] & 0x3F) ? 3 : 0;
    }

    private static boolean isSpace(int c) {
        return c == 0x1680
                || c >= 0x2000 && c <= 0x200a
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
