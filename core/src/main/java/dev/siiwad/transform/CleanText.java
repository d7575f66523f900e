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
        NFC(Optional.of(Normalizer.Form.NFC)),
        NFKC(Optional.of(Normalizer.Form.NFKC)),
        NONE(Optional.empty());

        private final Optional<Normalizer.Form> form;

        Form(Optional<Normalizer.Form> form) {
            this.form = form;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Outcome apply(Document document) {
        String text = document.text();
        String normal = form.form
                .filter(wanted -> !Normalizer.isNormalized(text, wanted))
                .map(wanted -> Normalizer.normalize(text, wanted))
                .orElse(text);
        String clean = clean(normal);
        return clean.isEmpty()
                ? new Outcome.Dropped(document, "empty_after_cleaning", "0")
                : new Outcome.Kept(document.withText(clean));
    }

    @Override
    public String describe() {
        return "whitespace/2=" + form;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int newlines = 0;
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\u2028' || c == '\u2029') {
                newlines++;
            } else if (isBlank(c)) {
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
