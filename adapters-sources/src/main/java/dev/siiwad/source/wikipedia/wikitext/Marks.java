package dev.siiwad.source.wikipedia.wikitext;

/**
 * The characters by which the steps of {@link Wikitext} tell each other what a text cannot say: Unicode noncharacters (U+FDD0 to U+FDEF),
 * which no text has. Those that a page holds nevertheless are dropped before the first step.
 */
final class Marks {
    /** Something was removed here, and what it leaves (a blank, empty parentheses) should go with it. */
    static final char REMOVED = '\uFDD0';

    /** A line break that no block syntax (list, heading, table) begins after. */
    static final char BREAK = '\uFDD1';

    static final char TABLE_OPEN = '\uFDD2';
    static final char TABLE_CLOSE = '\uFDD3';

    /** A template that nobody knows was removed here: as {@link #REMOVED}, and what is beside it stays apart. Digits follow, see {@link Holes}. */
    static final char HOLE = '\uFDE8';

    /** Keeps two runs of apostrophes apart. */
    static final char JOINT = '\uFDE9';

    /** Where words that belong to the text only beside others begin and end. */
    static final char SOFT_OPEN = '\uFDEA';

    static final char SOFT_CLOSE = '\uFDEB';
    /** From here to the last mark: the digits of the number of a hole. */
    static final char HOLE_DIGIT_FIRST = '\uFDEC';

    private static final char SHIELD_FIRST = '\uFDD4';
    private static final char LAST = '\uFDEF';
    private static final String SHIELDED_MARKUP = "{}[]|'<>&=*#:;-_";
    private static final String SHIELDED = SHIELDED_MARKUP + " \t\n";

    private Marks() {}

    static boolean isMark(char c) {
        return c >= REMOVED && c <= LAST;
    }

    /** Whether a character is a hole, or a digit of its number. */
    static boolean isOfHole(char c) {
        return c == HOLE || c >= HOLE_DIGIT_FIRST && c <= LAST;
    }

    /** The page as the steps expect it: no marks, and {@code \n} for every kind of line end. */
    static String admit(String page) {
        int first = 0;
        while (first < page.length() && !isMark(page.charAt(first)) && page.charAt(first) != '\r') {
            first++;
        }
        if (first == page.length()) {
            return page;
        }
        StringBuilder clean = new StringBuilder(page.length()).append(page, 0, first);
        for (int i = first; i < page.length(); i++) {
            char c = page.charAt(i);
            if (c == '\r') {
                boolean beforeNewline = i + 1 < page.length() && page.charAt(i + 1) == '\n';
                clean.append(beforeNewline ? "" : "\n");
            } else if (!isMark(c)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** Words that belong to the text only where others are beside them on their line. */
    static String soft(String words) {
        return SOFT_OPEN + withoutSoft(words) + SOFT_CLOSE;
    }

    /** Whether a line has anything that {@link UnknownTemplates} decides about. */
    static boolean isUnsettled(String line) {
        return line.indexOf(HOLE) >= 0 || line.indexOf(SOFT_OPEN) >= 0;
    }

    private static String withoutSoft(String words) {
        return words.indexOf(SOFT_OPEN) < 0
                ? words
                : words.replace(String.valueOf(SOFT_OPEN), "").replace(String.valueOf(SOFT_CLOSE), "");
    }

    /** Whether a template that leaves this shows nothing of its own. */
    static boolean showsNothing(String text) {
        return isBlank(text) || text.charAt(0) == SOFT_OPEN;
    }

    /** Whether a text has nothing but blanks and marks of what was removed. */
    static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != REMOVED && !isOfHole(c) && c != BREAK && c != JOINT && c != '\u00A0') {
                return false;
            }
        }
        return true;
    }

    /** A text in which one of the characters of markup is not taken for markup by any later step. */
    static String shielded(String text, char c) {
        return text.replace(c, (char) (SHIELD_FIRST + SHIELDED.indexOf(c)));
    }

    /** Appends a text whose markup characters no later step takes for markup. */
    static void shieldMarkup(String text, BuiltText out) {
        shield(text, SHIELDED_MARKUP, out);
    }

    /** As {@link #shieldMarkup}, and blanks and line ends stay as they are as well. */
    static void shieldAll(String text, BuiltText out) {
        shield(text, SHIELDED, out);
    }

    private static void shield(String text, String characters, BuiltText out) {
        for (int i = 0; i < text.length(); i++) {
            int index = characters.indexOf(text.charAt(i));
            out.append(index < 0 ? text.charAt(i) : (char) (SHIELD_FIRST + index));
        }
    }

    /** The finished text: shielded characters become themselves again, other marks vanish. */
    static String reveal(BuiltText text) {
        int kept = 0;
        while (kept < text.length() && !isMark(text.charAt(kept))) {
            kept++;
        }
        for (int i = kept; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isMark(c)) {
                text.set(kept++, c);
            } else if (c >= SHIELD_FIRST && c - SHIELD_FIRST < SHIELDED.length()) {
                text.set(kept++, SHIELDED.charAt(c - SHIELD_FIRST));
            }
        }
        text.cutTo(kept);
        return text.toString();
    }
}
