package dev.siiwad.source.wikipedia.wikitext;

/** The text of a page as {@link Nesting} goes through it: what is at an index, and whether its line has anything before. No character is looked at twice. */
final class PageText {
    private final String text;
    /** The same: characters of a string are looked up more slowly. */
    private final char[] chars;

    /** Up to here, the line has nothing but blanks. */
    private int blankTo;

    private int lineStart;

    PageText(String text) {
        this.text = text;
        this.chars = text.toCharArray();
    }

    int length() {
        return chars.length;
    }

    char charAt(int at) {
        return chars[at];
    }

    int indexOf(String what, int from) {
        return text.indexOf(what, from);
    }

    void appendTo(BuiltText out, int from, int to) {
        out.append(chars, from, to);
    }

    /** A line begins here. */
    void newline(int at) {
        lineStart = at;
        blankTo = at;
    }

    /** What is before this index on its line has gone. */
    void blankTo(int at) {
        blankTo = at;
    }

    /** Whether the line begins as a term that is defined does. */
    boolean isTerm() {
        return isAt(lineStart, ';');
    }

    boolean isAt(int at, char c) {
        return at < chars.length && chars[at] == c;
    }

    /** How many of a character there are in a row from here. */
    int run(int at, char c) {
        int end = at;
        while (isAt(end, c)) {
            end++;
        }
        return end - at;
    }

    boolean onBlankLine(int at) {
        while (blankTo < at && isBlank(chars[blankTo])) {
            blankTo++;
        }
        return blankTo >= at;
    }

    /** Whether the line has nothing but blanks from here on. */
    boolean endsBlank(int at) {
        int next = at;
        while (next < chars.length && isBlank(chars[next])) {
            next++;
        }
        return next == chars.length || chars[next] == '\n';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == ':' || c == Marks.REMOVED || c == Marks.BREAK;
    }
}
