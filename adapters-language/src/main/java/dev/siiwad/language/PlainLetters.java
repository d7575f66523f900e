package dev.siiwad.language;

/**
 * What is left of a text for the model, near what it was trained on: in small letters; a blank for every run of white space, digits, hyphens and emoji; without addresses, mentions, tags and faces; and no character more than twice in a row. Made without regular expressions: what {@code \b} means
 * has changed between versions of Java.
 */
final class PlainLetters {
    private static final int RUN_MAX = 2;
    /** From here on training took all for emoji, and the hyphen. */
    private static final char FIRST_OF_EMOJI = '\uD83C';

    private static final String EYES = ":;xX";
    private static final String MOUTHS = "()dopDOP";

    private final char[] letters;
    private int length;

    private PlainLetters(int lengthMax) {
        this.letters = new char[lengthMax];
    }

    static PlainLetters of(CharSequence text) {
        PlainLetters plain = new PlainLetters(text.length() + 1);
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            if (!isAddress(text, i, end)) {
                plain.addWord(text, i, end);
            }
            plain.add(' ');
            i = end + 1;
        }
        while (plain.length > 0 && plain.letters[plain.length - 1] == ' ') {
            plain.length--;
        }
        return plain;
    }

    /** Whether a word is an address of a page or of a person, or a tag. */
    private static boolean isAddress(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean scheme = c == ':' && i + 2 < end && text.charAt(i + 1) == '/' && text.charAt(i + 2) == '/';
            if (scheme || c == '@' || c == '#' && i == start && end - start > 1) {
                return true;
            }
        }
        return false;
    }

    private void addWord(CharSequence text, int start, int end) {
        int i = start;
        while (i < end) {
            boolean face = isFace(text, i, end);
            add(face ? ' ' : text.charAt(i));
            i += face ? 2 : 1;
        }
    }

    /** Whether here is a face of punctuation, or what training took for one: it lost the xo of Somali words too. */
    private static boolean isFace(CharSequence text, int at, int end) {
        return EYES.indexOf(text.charAt(at)) >= 0 && at + 1 < end && MOUTHS.indexOf(text.charAt(at + 1)) >= 0;
    }

    private void add(char c) {
        boolean blank = c == '-' || c >= FIRST_OF_EMOJI || c >= '0' && c <= '9' || isSpace(c);
        char letter = blank ? ' ' : Character.toLowerCase(c);
        int repeated = 0;
        while (repeated < length && repeated < RUN_MAX && letters[length - 1 - repeated] == letter) {
            repeated++;
        }
        boolean redundant = letter == ' ' ? length == 0 || repeated > 0 : repeated == RUN_MAX;
        if (!redundant) {
            letters[length++] = letter;
        }
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u0085' || Character.isSpaceChar(c);
    }

    int length() {
        return length;
    }

    /** So many characters from a place on, at most three, 16 bits each. */
    long packed(int start, int chars) {
        long packed = 0;
        for (int i = start; i < start + chars; i++) {
            packed = packed << Character.SIZE | letters[i];
        }
        return packed;
    }

    @Override
    public String toString() {
        return new String(letters, 0, length);
    }
}
