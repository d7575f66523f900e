package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes white space regular: runs of blanks become one, and so do the control characters that separate words (form feed, vertical and information
 * separators, next line); lines are trimmed; more than one empty line becomes one. Other control characters, zero-width spaces, byte order marks and soft
 * hyphens go; joiners and marks of direction stay, for Arabic and Indic scripts need them. A text of which nothing is left is dropped as
 * {@code empty_after_cleaning}.
 *
 * @param form how characters are normalized
 */
public record CleanText(Form form) implements Transform {
    /** The forms of Unicode normalization that can be asked for; {@link #NFC} changes no character that a reader could tell from what it was. */
    public enum Form {
        NFC(Optional.of(Normalizer.Form.NFC), '\u0300'),
        NFKC(Optional.of(Normalizer.Form.NFKC), '\u00A0'),
        NONE(Optional.empty(), Character.MAX_VALUE);

        private final Optional<Normalizer.Form> form;
        /** A text of which all characters come before this one is normalized. */
        private final char firstChanged;

        Form(Optional<Normalizer.Form> form, char firstChanged) {
            this.form = form;
            this.firstChanged = firstChanged;
        }

        private boolean changes(String text) {
            return form.isPresent() && !Normalizer.isNormalized(text, form.get());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Outcome apply(Document document) {
        String clean = clean(document.text());
        return clean.isEmpty()
                ? new Outcome.Dropped(document, "empty_after_cleaning", "0")
                : new Outcome.Kept(document.withText(clean));
    }

    @Override
    public String describe() {
        return "whitespace/2=" + form;
    }

    /** The same text where it is clean, which most are. */
    private String clean(String text) {
        if (RegularText.is(text, form.firstChanged)) {
            return text;
        }
        int regular = RegularText.end(text, 0, form.firstChanged);
        if (form.changes(text)) {
            String normal = Normalizer.normalize(text, form.form.orElseThrow());
            return cleaned(normal, RegularText.end(normal, 0, Character.MAX_VALUE));
        }
        return cleaned(text, RegularText.end(text, regular, Character.MAX_VALUE));
    }

    /** @param regular up to where the text is clean */
    private static String cleaned(String text, int regular) {
        if (regular == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, regular);
        int newlines = 0;
        boolean blank = false;
        int i = regular;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\u2028' || c == '\u2029') {
                newlines++;
                i++;
            } else if (isBlank(c)) {
                blank = true;
                i++;
            } else if (isInvisible(c)) {
                i++;
            } else {
                RegularText.separate(clean, newlines, blank);
                newlines = 0;
                blank = false;
                int end = endOfWord(text, i);
                clean.append(text, i, end);
                i = end;
            }
        }
        return clean.toString();
    }

    private static int endOfWord(String text, int from) {
        int end = from + 1;
        while (end < text.length() && isVisible(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a character is part of a word, and stays. */
    static boolean isVisible(char c) {
        return c > ' ' && c < '\u007F' || c != '\u2028' && c != '\u2029' && !isBlank(c) && !isInvisible(c);
    }

    private static boolean isBlank(char c) {
        if (c > ' ' && c < '\u0085') {
            return false;
        }
        return c == ' '
                || c >= '\t' && c <= '\r'
                || c >= '\u001C' && c <= '\u001F'
                || c == '\u0085'
                || Character.isSpaceChar(c);
    }

    private static boolean isInvisible(char c) {
        if (c >= ' ' && c < '\u007F') {
            return false;
        }
        return Character.isISOControl(c) || c == '\u200B' || c == '\u2060' || c == '\uFEFF' || c == '\u00AD';
    }
}
