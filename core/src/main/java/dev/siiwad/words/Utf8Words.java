package dev.siiwad.words;

import dev.siiwad.bytes.ByteScan;

/** Counts words between white space in UTF-8. Nothing branches on where a word ends, which nothing can predict. */
final class Utf8Words {
    /** Instead of a number: the text has letters of a script that puts no blanks between words. */
    static final long UNSPACED = -1;

    /** White space of one byte has kind 1. */
    private static final int LEAD_OF_SPACE = 2;

    private static final int LEAD_OF_UNSPACED = 3;
    private static final byte[] KINDS = kinds();

    private Utf8Words() {}

    /**
     * The number of words.
     *
     * @param utf8 of a text without surrogates that lack their other half
     * @param orUnspaced whether to give {@link #UNSPACED} as soon as that is found
     */
    static long spaced(byte[] utf8, boolean orUnspaced) {
        long words = 0;
        int spaceBefore = 1;
        int i = 0;
        while (i < utf8.length) {
            if (i + Long.BYTES <= utf8.length) {
                long eight = ByteScan.eight(utf8, i);
                if (ByteScan.isPlain(eight)) {
                    long blanks = ByteScan.blanks(eight);
                    long follow = blanks << Byte.SIZE | (long) spaceBefore << Byte.SIZE - 1;
                    words += Long.bitCount(follow & ~blanks);
                    spaceBefore = (int) (blanks >>> Long.SIZE - 1);
                    i += Long.BYTES;
                    continue;
                }
            }
            int end = Math.min(i + Long.BYTES, utf8.length);
            for (; i < end; i++) {
                int kind = KINDS[utf8[i] & 0xFF];
                if (kind > 1) {
                    int c = codePoint(utf8, i);
                    if (orUnspaced && kind == LEAD_OF_UNSPACED && isUnspaced(c)) {
                        return UNSPACED;
                    }
                    kind = WordCount.isSpace(c) ? 1 : 0;
                    i += kind == 0 ? 0 : c < 0x800 ? 1 : 2;
                }
                words += spaceBefore & (kind ^ 1);
                spaceBefore = kind;
            }
        }
        return words;
    }

    private static boolean isUnspaced(int c) {
        UnspacedScript script = UnspacedScript.of(c, UnspacedScript.NONE);
        return script != UnspacedScript.NONE && script != UnspacedScript.MARK;
    }

    /** Of a character of two or more bytes. */
    private static int codePoint(byte[] utf8, int at) {
        int lead = utf8[at] & 0xFF;
        int second = utf8[at + 1] & 0x3F;
        if (lead < 0xE0) {
            return (lead & 0x1F) << 6 | second;
        }
        int third = utf8[at + 2] & 0x3F;
        return lead < 0xF0
                ? (lead & 0x0F) << 12 | second << 6 | third
                : (lead & 0x07) << 18 | second << 12 | third << 6 | utf8[at + 3] & 0x3F;
    }

    /** For each byte: 1 where it is white space, 0 where it is not and begins nothing that has to be looked at. */
    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 0x80; c++) {
            kinds[c] = (byte) (WordCount.isSpace(c) ? 1 : 0);
        }
        kinds[0xC2] = LEAD_OF_SPACE;
        for (int lead = 0xE0; lead <= 0xF4; lead++) {
            kinds[lead] = LEAD_OF_UNSPACED;
        }
        return kinds;
    }
}
