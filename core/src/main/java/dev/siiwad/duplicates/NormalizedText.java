package dev.siiwad.duplicates;

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
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha256 = Sha256.start();
        sha256.update(utf8, 0, normalize(utf8));
        return Key.of(sha256.digest());
    }

    /** What {@link #of} does, in place; gives how many bytes are left. */
    private static int normalize(byte[] utf8) {
        int size = 0;
        boolean gap = false;
        int i = 0;
        while (i < utf8.length) {
            int blank = whiteSpace(utf8, i);
            if (blank > 0) {
                gap = size > 0;
                i += blank;
            } else {
                if (gap) {
                    utf8[size++] = ' ';
                    gap = false;
                }
                utf8[size++] = utf8[i++];
            }
        }
        return size;
    }

    /** How many bytes the white space takes that begins here; 0 if none does. */
    private static int whiteSpace(byte[] utf8, int at) {
        byte first = utf8[at];
        if (first >= 0) {
            return first <= ' ' && isWhiteSpace((char) first) ? 1 : 0;
        }
        if (first == (byte) 0xC2) {
            return isWhiteSpace((char) (utf8[at + 1] & 0xFF)) ? 2 : 0;
        }
        if (first < (byte) 0xE1 || first > (byte) 0xE3) {
            return 0;
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
