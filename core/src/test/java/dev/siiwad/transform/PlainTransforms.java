package dev.siiwad.transform;

import java.text.Normalizer;
import java.util.StringTokenizer;

/** What transforms give, worked out character by character, as they were first written. */
final class PlainTransforms {
    private PlainTransforms() {}

    static String wellFormed(String text) {
        return text.codePoints()
                .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String cleanText(String text, CleanText.Form form) {
        return form == CleanText.Form.NONE
                ? clean(text, false)
                : clean(Normalizer.normalize(text, Normalizer.Form.valueOf(form.name())), false);
    }

    static String whitespace(String text) {
        return clean(Normalizer.normalize(text, Normalizer.Form.NFKC), true);
    }

    static int words(String text) {
        return new StringTokenizer(text).countTokens();
    }

    private static String clean(String text, boolean first) {
        StringBuilder clean = new StringBuilder(text.length());
        int newlines = 0;
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\u2028' || c == '\u2029') {
                newlines++;
            } else if (first ? c == '\t' || c == '\r' || Character.isSpaceChar(c) : isBlank(c)) {
                blank = true;
            } else if (!isInvisible(c)) {
                if (clean.length() > 0 && newlines > 0) {
                    clean.append(newlines > 1 ? "\n\n" : "\n");
                } else if (clean.length() > 0 && blank) {
                    clean.append(' ');
                }
                newlines = 0;
                blank = false;
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || c >= '\t' && c <= '\r'
                || c >= '\u001C' && c <= '\u001F'
                || c == '\u0085'
                || Character.isSpaceChar(c);
    }

    private static boolean isInvisible(char c) {
        return Character.isISOControl(c) || c == '\u200B' || c == '\u2060' || c == '\uFEFF' || c == '\u00AD';
    }
}
