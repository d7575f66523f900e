package dev.siiwad.words;

/**
 * The scripts that put no blanks between words, and how many letters a word of each has on average, as a fraction: 8 letters of 5 words. Measured with
 * the dictionaries of ICU4J 77.1; docs/decisions.md has the figures.
 */
enum UnspacedScript {
    /** Any other character. */
    NONE(1, 0),
    /** Not a letter, but within a word of these scripts: a vowel sign, a tone. */
    MARK(1, 0),
    HAN(8, 5),
    HIRAGANA(2, 1),
    /** Words of other languages: one for all letters in a row, as Unicode's rules have it. */
    KATAKANA(0, 1),
    /** Thai and Lao, and what is written like them. */
    TAI(10, 3),
    KHMER(3, 1),
    MYANMAR(9, 4),
    /** A syllable, of which each ends with a mark. */
    TIBETAN(0, 1),
    /** Javanese, Balinese: not measured. */
    OTHER(3, 1);

    /** Before it no script is one of these. */
    static final int FIRST = 0x0E00;

    private static final int PROLONGED = 0x30FC;
    private static final int PROLONGED_HALF_WIDTH = 0xFF70;

    private final int letters;
    private final int words;

    UnspacedScript(int letters, int words) {
        this.letters = letters;
        this.words = words;
    }

    /** How many words letters in a row come to: at least one, where there are any. */
    long words(int count) {
        if (count == 0) {
            return 0;
        }
        return letters == 0 ? words : Math.max(Math.min(words, 1), ((long) count * words + letters / 2) / letters);
    }

    /** @param before what the last letter was: a sign that prolongs a vowel belongs to it */
    static UnspacedScript of(int c, UnspacedScript before) {
        if (c < 0x2000) {
            return ofSouth(c);
        }
        if (c == PROLONGED || c == PROLONGED_HALF_WIDTH) {
            return before == HIRAGANA ? HIRAGANA : KATAKANA;
        }
        if (isHan(c)) {
            return HAN;
        }
        if (within(c, 0x3041, 0x3096) || within(c, 0x309D, 0x309F) || within(c, 0x1B001, 0x1B11F)) {
            return HIRAGANA;
        }
        if (within(c, 0x30A1, 0x30FF) && c != 0x30FB || within(c, 0x31F0, 0x31FF) || within(c, 0xFF66, 0xFF9D)) {
            return KATAKANA;
        }
        if (within(c, 0xA9E0, 0xA9FE) || within(c, 0xAA60, 0xAA7F)) {
            return letterOrMark(c, MYANMAR);
        }
        boolean kanaMark = within(c, 0x3099, 0x309A) || within(c, 0xFF9E, 0xFF9F);
        return within(c, 0xA980, 0xA9DF) ? letterOrMark(c, OTHER) : kanaMark ? MARK : NONE;
    }

    private static UnspacedScript ofSouth(int c) {
        if (within(c, 0x0E00, 0x0EFF) || within(c, 0x1950, 0x19DF) || within(c, 0x1A20, 0x1AAF)) {
            return letterOrMark(c, TAI);
        }
        if (within(c, 0x0F00, 0x0FFF)) {
            return letterOrMark(c, TIBETAN);
        }
        if (within(c, 0x1000, 0x109F)) {
            return letterOrMark(c, MYANMAR);
        }
        if (within(c, 0x1780, 0x17FF)) {
            return letterOrMark(c, KHMER);
        }
        return within(c, 0x1B00, 0x1B7F) ? letterOrMark(c, OTHER) : NONE;
    }

    /** Ideographs, and the planes that are set aside for them. */
    private static boolean isHan(int c) {
        return within(c, 0x4E00, 0x9FFF)
                || within(c, 0x3400, 0x4DBF)
                || within(c, 0xF900, 0xFAFF)
                || within(c, 0x20000, 0x3FFFD)
                || c == 0x3005
                || c == 0x3007;
    }

    private static UnspacedScript letterOrMark(int c, UnspacedScript script) {
        return switch (Character.getType(c)) {
            case Character.OTHER_LETTER, Character.MODIFIER_LETTER -> script;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.UNASSIGNED -> MARK;
            default -> NONE;
        };
    }

    private static boolean within(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
