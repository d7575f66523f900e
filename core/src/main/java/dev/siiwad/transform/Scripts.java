package dev.siiwad.transform;

/** What scripts do about words. */
public final class Scripts {
    private Scripts() {}

    /** Whether a code point is a letter of a script that puts no blanks between words. */
    public static boolean isUnspaced(int c) {
        if (c < 0x0E00 || !Character.isLetter(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN,
                    HIRAGANA,
                    KATAKANA,
                    THAI,
                    LAO,
                    KHMER,
                    MYANMAR,
                    TAI_LE,
                    NEW_TAI_LUE,
                    TAI_THAM,
                    JAVANESE,
                    BALINESE -> true;
            default -> false;
        };
    }
}
