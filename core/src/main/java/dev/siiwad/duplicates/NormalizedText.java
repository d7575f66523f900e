package dev.siiwad.duplicates;

import dev.siiwad.digest.Sha256;
import java.nio.charset.StandardCharsets;

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
        return Key.of(Sha256.start().digest(of(text).getBytes(StandardCharsets.UTF_8)));
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
