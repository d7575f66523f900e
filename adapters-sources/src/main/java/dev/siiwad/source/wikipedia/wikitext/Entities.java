package dev.siiwad.source.wikipedia.wikitext;

/**
 * Character references of HTML: {@code &eacute;}, {@code &#233;}, {@code &#xE9;}, with the names of HTML 5. Decoded once; anything else, and what names a
 * character that a text may not hold, stays as it is.
 */
final class Entities {
    /** Of the name or number, with its semicolon; what is longer stays as it is. */
    private static final int CHARS_MAX = 12;

    /** What 128 to 159 mean on the web, where they are meant as Windows-1252. */
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private Entities() {}

    static String decode(String text) {
        int ampersand = text.indexOf('&');
        if (ampersand < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (ampersand >= 0) {
            out.append(text, at, ampersand);
            int semicolon = semicolon(text, ampersand + 1);
            String character = semicolon < 0 ? "" : character(text.substring(ampersand + 1, semicolon));
            if (character.isEmpty()) {
                out.append('&');
                at = ampersand + 1;
            } else {
                out.append(character);
                at = semicolon + 1;
            }
            ampersand = text.indexOf('&', at);
        }
        return out.append(text, at, text.length()).toString();
    }

    private static int semicolon(String text, int from) {
        int end = Math.min(text.length(), from + CHARS_MAX);
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /** The character of that name or number, or nothing. */
    private static String character(String name) {
        if (!name.startsWith("#")) {
            return org.jsoup.nodes.Entities.getByName(name);
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        int radix = hexadecimal ? 16 : 10;
        int codePoint = 0;
        int first = hexadecimal ? 2 : 1;
        for (int i = first; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), radix);
            codePoint =
                    digit < 0 || codePoint > Character.MAX_CODE_POINT ? Integer.MAX_VALUE : codePoint * radix + digit;
        }
        return name.length() > first && isText(codePoint) ? text(codePoint) : "";
    }

    private static boolean isText(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || codePoint >= 0x20 && codePoint < 0xD800
                || codePoint > 0xDFFF && codePoint < 0xFDD0
                || codePoint > 0xFDEF && codePoint < 0xFFFE
                || codePoint > 0xFFFF && codePoint <= Character.MAX_CODE_POINT;
    }

    private static String text(int codePoint) {
        if (codePoint == '\r') {
            return "\n";
        }
        return codePoint >= 0x80 && codePoint < 0xA0
                ? String.valueOf(WINDOWS_1252.charAt(codePoint - 0x80))
                : Character.toString(codePoint);
    }
}
