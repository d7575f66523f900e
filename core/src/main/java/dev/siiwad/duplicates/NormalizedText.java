package dev.siiwad.duplicates;

import dev.siiwad.bytes.ByteScan;
import dev.siiwad.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a text says apart from how it is set: every run of white space is one blank, and there is none at its ends. Letters, signs and their case count. White
 * space is what Unicode 17 gives the property White_Space, spelled out here so that no version of Java decides what is published.
 */
final class NormalizedText {
    /** Changes whenever the same text comes to another key. */
    static final String VERSION = "exact/1";

    private static final byte[] BLANK = blanks();

    private NormalizedText() {}

    static String of(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (isWhiteSpace(next)) {
                gap = normalized.length() > 0;
            } else {
                if (gap) {
                    normalized.append(' ');
                    gap = false;
                }
                normalized.append(next);
            }
        }
        return normalized.toString();
    }

    /** The first 128 bits of the SHA-256 of its UTF-8. */
    static Key key(String text) {
        return key(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param utf8 of the text; changed by this */
    static Key key(byte[] utf8) {
        MessageDigest sha256 = Sha256.start();
        sha256.update(utf8, 0, normalize(utf8));
        return Key.of(sha256.digest());
    }

    /** What {@link #of} does, in place; gives how many bytes are left. No branch depends on where words end, which nothing can predict. */
    private static int normalize(byte[] utf8) {
        int size = 0;
        int blankBefore = 1;
        int i = 0;
        while (i < utf8.length) {
            if (i + Long.BYTES <= utf8.length) {
                long eight = ByteScan.eight(utf8, i);
                long blanks = ByteScan.blanks(eight);
                long follow = blanks << Byte.SIZE | (long) blankBefore << Byte.SIZE - 1;
                if (ByteScan.isPlain(eight) && (blanks & follow) == 0) {
                    ByteScan.put(eight, utf8, size);
                    size += Long.BYTES;
                    i += Long.BYTES;
                    blankBefore = (int) (blanks >>> Long.SIZE - 1);
                    continue;
                }
            }
            int end = Math.min(i + Long.BYTES, utf8.length);
            while (i < end) {
                byte next = utf8[i];
                int blank = BLANK[next & 0xFF];
                int bytes = 1;
                if (blank > 1) {
                    bytes = Math.max(1, whiteSpace(utf8, i));
                    blank = bytes > 1 ? 1 : 0;
                }
                utf8[size] = blank == 1 ? (byte) ' ' : next;
                size += 1 - (blank & blankBefore);
                blankBefore = blank;
                i += bytes;
            }
        }
        return size > 0 ? size - blankBefore : 0;
    }

    /** For each byte 1 where it is white space; 2 where some that takes several bytes may begin with it. */
    private static byte[] blanks() {
        byte[] blanks = new byte[256];
        for (char c = 0; c < 0x80; c++) {
            blanks[c] = (byte) (isWhiteSpace(c) ? 1 : 0);
        }
        for (int lead : new int[] {0xC2, 0xE1, 0xE2, 0xE3}) {
            blanks[lead] = 2;
        }
        return blanks;
    }

    /** How many bytes the white space takes that begins here with a byte that it may begin with; 0 if none does. */
    private static int whiteSpace(byte[] utf8, int at) {
        byte first = utf8[at];
        if (first == (byte) 0xC2) {
            return isWhiteSpace((char) (utf8[at + 1] & 0xFF)) ? 2 : 0;
        }
        int character = (first & 0xF) << 12 | (utf8[at + 1] & 0x3F) << 6 | utf8[at + 2] & 0x3F;
        return isWhiteSpace((char) character) ? 3 : 0;
    }

    static boolean isWhiteSpace(char c) {
        return c == ' '
                || c >= '\t' && c <= '\r'
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }
}
