package dev.siiwad.quality;

import dev.siiwad.transform.Scripts;
import java.util.Arrays;

/** What the signals ask about characters. */
final class Characters {
    /**
     * Where a sentence may end: the property Sentence_Terminal of the Unicode character database (PropList.txt, Unicode 15), as first and last code points. Java does
     * not know it.
     */
    private static final String SENTENCE_TERMINAL = """
            0021 002E 003F 0589 061D-061F 06D4 0700-0702 07F9 0837 0839 083D-083E 0964-0965 104A-104B 1362 1367-1368 166E 1735-1736
            17D4-17D6 17D9-17DA 1803 1809 1944-1945 1AA8-1AAB 1B5A-1B5B 1B5E-1B5F 1B7D-1B7E 1C3B-1C3C 1C7E-1C7F 203C-203D 2047-2049
            2E2E 2E3C 2E53-2E54 3002 A4FF A60E-A60F A6F3 A6F7 A876-A877 A8CE-A8CF A92F A9C8-A9C9 AA5D-AA5F AAF0-AAF1 ABEB FE52
            FE56-FE57 FF01 FF0E FF1F FF61 10A56-10A57 10F55-10F59 10F86-10F89 11047-11048 110BE-110C1 11141-11143 111C5-111C6 111CD
            111DE-111DF 11238-11239 1123B-1123C 112A9 1144B-1144C 115C2-115C3 115C9-115D7 11641-11642 1173C-1173E 11944 11946
            11A42-11A43 11A9B-11A9C 11C41-11C42 11EF7-11EF8 11F43-11F44 16A6E-16A6F 16AF5 16B37-16B38 16B44 16E98 1BC9F 1DA88
            """;

    private static final int[] FIRST;
    private static final int[] LAST;

    static {
        String[] ranges = SENTENCE_TERMINAL.strip().split("\\s+");
        FIRST = Arrays.stream(ranges)
                .mapToInt(range -> Integer.parseInt(range.split("-")[0], 16))
                .toArray();
        LAST = Arrays.stream(ranges)
                .mapToInt(range -> Integer.parseInt(range.substring(range.indexOf('-') + 1), 16))
                .toArray();
    }

    private Characters() {}

    static boolean isBlank(int c) {
        return c <= ' ' || c == 0x85 || c > 0x7F && Character.isSpaceChar(c);
    }

    /** Letters, marks and digits of scripts that part their words by blanks. */
    static boolean isOfWord(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return (Character.isLetterOrDigit(c) || isMark(c)) && !Scripts.isUnspaced(c);
    }

    static boolean isMark(int c) {
        return c >= 0x300
                && switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.FORMAT -> true;
                    default -> false;
                };
    }

    /** Punctuation, and the signs that are used like it; pictures and currencies count as words. */
    static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.CONTROL -> true;
            default -> c == '$';
        };
    }

    static boolean endsSentence(int c) {
        if (c < 0x589) {
            return c == '.' || c == '!' || c == '?';
        }
        int at = Arrays.binarySearch(FIRST, c);
        int range = at >= 0 ? at : -at - 2;
        return range >= 0 && c <= LAST[range];
    }

    /** Whether a line ends with a mark that ends a sentence. */
    static boolean endsSentence(String line) {
        return !line.isEmpty() && endsSentence(line.codePointBefore(line.length()));
    }

    static int count(String text) {
        return text.codePointCount(0, text.length());
    }
}
