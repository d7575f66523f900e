package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.text.Normalizer;

/**
 * Makes white space regular and characters canonical: Unicode NFKC; control and zero-width characters go; runs of blanks become one; lines are
 * trimmed; more than one empty line becomes one. A text of which nothing is left is dropped as {@code empty_after_cleaning}.
 */
public final class Whitespace implements Transform {
    /** NFKC leaves all characters before this one as they are. */
    private static final char FIRST_CHANGED = '\u00A0';

    @Override
    public Outcome apply(Document document) {
        String clean = clean(document.text());
        return clean.isEmpty()
                ? new Outcome.Dropped(document, "empty_after_cleaning", "0")
                : new Outcome.Kept(document.withText(clean));
    }

    @Override
    public String describe() {
        return "whitespace/1";
    }

    /** What {@link CleanText} leaves alone, this one leaves alone too, if its characters are canonical. */
    private static String clean(String text) {
        if (RegularText.end(text, 0, FIRST_CHANGED) == text.length()) {
            return text;
        }
        String canonical = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder clean = new StringBuilder(canonical.length());
        int newlines = 0;
        boolean blank = false;
        for (int i = 0; i < canonical.length(); i++) {
            char c = canonical.charAt(i);
            if (c == '\n' || c == '\u2028' || c == '\u2029') {
                newlines++;
            } else if (c == ' ' || c == '\t' || c == '\r' || c > '~' && Character.isSpaceChar(c)) {
                blank = true;
            } else if (c > ' ' && c <= '~' || !isInvisible(c)) {
                if (newlines > 0 || blank) {
                    RegularText.separate(clean, newlines, blank);
                    newlines = 0;
                    blank = false;
                }
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** Joiners (U+200C, U+200D) stay: Arabic and Indic scripts need them. */
    private static boolean isInvisible(char c) {
        return Character.isISOControl(c) || c == '\u200B' || c == '\u2060' || c == '\uFEFF' || c == '\u00AD';
    }
}
