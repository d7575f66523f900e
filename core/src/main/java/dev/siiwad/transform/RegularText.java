package dev.siiwad.transform;

/** Texts whose white space is as the steps that clean leave it: a blank or one or two line breaks between words, and nothing before the first or after the last. */
final class RegularText {
    private RegularText() {}

    /**
     * How far a text is regular from here on: where the first white space or character begins that is not, or the length of the text.
     *
     * @param from where the text may be read on: its start, or what this has returned
     * @param limit characters from this one on are not regular
     */
    static int end(String text, int from, char limit) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isWord(c, limit)) {
                i++;
                continue;
            }
            int next = c == ' ' ? i + 1 : c == '\n' ? i + (text.startsWith("\n", i + 1) ? 2 : 1) : i;
            if (next == i || i == 0 || next >= text.length() || !isWord(text.charAt(next), limit)) {
                return i;
            }
            i = next + 1;
        }
        return i;
    }

    private static boolean isWord(char c, char limit) {
        return c > ' ' && c < '\u007F' || c < limit && CleanText.isVisible(c);
    }

    /** Appends what parts two words; nothing at the start. */
    static void separate(StringBuilder clean, int newlines, boolean blank) {
        if (clean.length() > 0 && newlines > 0) {
            clean.append(newlines > 1 ? "\n\n" : "\n");
        } else if (clean.length() > 0 && blank) {
            clean.append(' ');
        }
    }
}
