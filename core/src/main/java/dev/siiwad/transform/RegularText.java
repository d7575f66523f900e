package dev.siiwad.transform;

import dev.siiwad.bytes.ByteScan;
import java.nio.charset.StandardCharsets;

/** Texts whose white space is as the steps that clean leave it: a blank or one or two line breaks between words, and nothing before the first or after the last. */
final class RegularText {
    /** After a word. */
    private static final int WORD = 0;
    /** After white space that must be followed by a word. */
    private static final int BLANK = 1;
    /** After a line break that another may follow. */
    private static final int BREAK = 2;

    private static final int IRREGULAR = 3;

    private RegularText() {}

    /**
     * How far a text is regular from here on: where the first white space or character begins that is not, or the length of the text.
     *
     * @param from where the text may be read on: its start, or what this has returned
     * @param limit characters from this one on are not regular
     */
    static int end(String text, int from, char limit) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isWord(c, limit)) {
                i++;
                continue;
            }
            int next = c == ' ' ? i + 1 : c == '\n' ? i + (text.startsWith("\n", i + 1) ? 2 : 1) : i;
            if (next == i || i == 0 || next >= text.length() || !isWord(text.charAt(next), limit)) {
                return i;
            }
            i = next + 1;
        }
        return i;
    }

    /** Whether {@link #end} would be the length of the text; looks at its UTF-8, which is faster. */
    static boolean is(String text, char limit) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int state = utf8.length == 0 ? WORD : BLANK;
        int i = 0;
        while (i < utf8.length) {
            if (i + Long.BYTES <= utf8.length) {
                long eight = ByteScan.eight(utf8, i);
                long blanks = ByteScan.blanks(eight);
                long follow = blanks << Byte.SIZE | (state == WORD ? 0 : 1L << Byte.SIZE - 1);
                if (ByteScan.isPlain(eight) && (blanks & follow) == 0 && !ByteScan.hasDelete(eight)) {
                    state = blanks < 0 ? BLANK : WORD;
                    i += Long.BYTES;
                    continue;
                }
            }
            int end = Math.min(i + Long.BYTES, utf8.length);
            while (i < end) {
                int c = utf8[i++];
                if (c < 0) {
                    int bytes = c >= (byte) 0xF0 ? 4 : c >= (byte) 0xE0 ? 3 : 2;
                    if (bytes == 4) {
                        return false;
                    }
                    c = bytes == 2
                            ? (c & 0x1F) << 6 | utf8[i] & 0x3F
                            : (c & 0xF) << 12 | (utf8[i] & 0x3F) << 6 | utf8[i + 1] & 0x3F;
                    i += bytes - 1;
                }
                state = after(state, (char) c, limit);
                if (state == IRREGULAR) {
                    return false;
                }
            }
        }
        return state == WORD;
    }

    private static int after(int state, char c, char limit) {
        if (isWord(c, limit)) {
            return WORD;
        }
        if (c == ' ') {
            return state == WORD ? BLANK : IRREGULAR;
        }
        return c != '\n' ? IRREGULAR : state == WORD ? BREAK : state == BREAK ? BLANK : IRREGULAR;
    }

    private static boolean isWord(char c, char limit) {
        return c > ' ' && c < '\u007F' || c < limit && CleanText.isVisible(c);
    }

    /** Appends what parts two words; nothing at the start. */
    static void separate(StringBuilder clean, int newlines, boolean blank) {
        if (clean.length() > 0 && newlines > 0) {
            clean.append(newlines > 1 ? "\n\n" : "\n");
        } else if (clean.length() > 0 && blank) {
            clean.append(' ');
        }
    }
}
