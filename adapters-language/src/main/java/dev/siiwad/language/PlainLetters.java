package dev.siiwad.language;

/**
 * What is left of a text for the model, near what it was trained on: in small letters; a blank for every run of white space, digits and characters outside the basic
 * plane, such as emoji; without addresses, mentions and tags; and no character more than twice in a row. Made without regular expressions: what {@code \b} means
 * has changed between versions of Java.
 */
final class PlainLetters {
    private static final int RUN_MAX = 2;

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
                for (int at = i; at < end; at++) {
                    plain.add(text.charAt(at));
                }
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

    private void add(char c) {
        boolean blank = Character.isSurrogate(c) || c >= '0' && c <= '9' || isSpace(c);
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
