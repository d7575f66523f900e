package dev.siiwad.source.wikipedia.wikitext;

/**
 * The last step, on each line: single blanks, and none at the ends. Where something was removed ({@link Marks#REMOVED}), and only there,
 * empty parentheses and blanks before punctuation go with it.
 */
final class Tidy {
    private static final String OPENING = "(（[";
    private static final String CLOSING = ")）]";
    private static final String SEPARATORS = ",;:،؛，；、";
    /** No language puts a blank before these. */
    private static final String CLOSE_UP = ",.،。，、";
    /** Some languages do before these: only a blank that the removed thing had before it, and none after it, goes. */
    private static final String CLOSE_UP_DIRECTLY = ";:!?؛؟；：！？";

    private final String line;
    private final BuiltText out;
    private int start;

    private Tidy(String line, BuiltText out) {
        this.line = line;
        this.out = out;
        this.start = out.length();
    }

    static void append(String line, BuiltText out) {
        new Tidy(line, out).run();
    }

    private void run() {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == Marks.REMOVED) {
                at = gap(at);
            } else if (c == Marks.BREAK || c == '\n') {
                newline();
                at++;
            } else if (isBlank(c)) {
                at = blanks(at);
            } else {
                int end = endOfWords(at + 1);
                out.append(line, at, end);
                at = end;
            }
        }
        trim();
        while (out.length() > start && out.charAt(out.length() - 1) == '\n') {
            out.cutTo(out.length() - 1);
        }
    }

    /** The index after words with single blanks between them: nearly every line is one such run. */
    private int endOfWords(int from) {
        boolean blank = false;
        int end = line.length();
        for (int at = from; at < end; at++) {
            char c = line.charAt(at);
            if (isWord(c)) {
                blank = false;
            } else if (c == ' ' && !blank) {
                blank = true;
            } else {
                return blank ? at - 1 : at;
            }
        }
        return blank ? end - 1 : end;
    }

    private static boolean isWord(char c) {
        return c > ' ' && c < '\u00A0' || c != '\n' && c != Marks.REMOVED && c != Marks.BREAK && !isBlank(c);
    }

    private void newline() {
        trim();
        boolean wanted = out.length() > start && !endsWithBlankLine();
        if (wanted) {
            out.append('\n');
        }
    }

    private int blanks(int at) {
        int end = at + 1;
        while (end < line.length() && isBlank(line.charAt(end))) {
            end++;
        }
        if (out.length() > start && last() != '\n' && !isBlank(last())) {
            out.append(end - at == 1 ? line.charAt(at) : ' ');
        }
        return end;
    }

    /** Closes the gap that begins here, and gives the index after it. */
    private int gap(int from) {
        int at = from;
        boolean blankBehind = false;
        while (true) {
            while (at < line.length() && (line.charAt(at) == Marks.REMOVED || isBlank(line.charAt(at)))) {
                blankBehind |= isBlank(line.charAt(at));
                at++;
            }
            boolean blankBefore = trim();
            char next = at < line.length() ? line.charAt(at) : '\n';
            if (isIn(OPENING, last())) {
                at = afterSeparators(at);
                if (at == line.length() || !isIn(CLOSING, line.charAt(at))) {
                    return at;
                }
                out.cutTo(out.length() - 1);
                at++;
            } else if (isIn(CLOSING, next) && isIn(SEPARATORS, last())) {
                out.cutTo(out.length() - 1);
            } else if (isIn(SEPARATORS, last()) && isIn(SEPARATORS, next)) {
                at++;
            } else {
                if ((blankBefore || blankBehind) && last() != '\n' && !closesUp(next, at, blankBehind)) {
                    out.append(' ');
                }
                return at;
            }
        }
    }

    private int afterSeparators(int from) {
        int at = from;
        while (at < line.length()
                && (line.charAt(at) == Marks.REMOVED
                        || isBlank(line.charAt(at))
                        || isIn(SEPARATORS, line.charAt(at)))) {
            at++;
        }
        return at;
    }

    private boolean closesUp(char next, int at, boolean blankBehind) {
        boolean wordFollows = at + 1 < line.length() && Character.isLetterOrDigit(line.charAt(at + 1));
        return isIn(CLOSING, next)
                || !wordFollows && isIn(CLOSE_UP, next)
                || !wordFollows && !blankBehind && isIn(CLOSE_UP_DIRECTLY, next);
    }

    /** Takes the blanks off the end, and says whether there were any. */
    private boolean trim() {
        int end = out.length();
        while (end > start && isBlank(out.charAt(end - 1))) {
            end--;
        }
        boolean trimmed = end < out.length();
        out.cutTo(end);
        return trimmed;
    }

    private char last() {
        return out.length() == start ? '\n' : out.charAt(out.length() - 1);
    }

    private boolean endsWithBlankLine() {
        int end = out.length();
        return end - start >= 2 && out.charAt(end - 1) == '\n' && out.charAt(end - 2) == '\n';
    }

    private static boolean isIn(String characters, char c) {
        return characters.indexOf(c) >= 0;
    }

    private static boolean isBlank(char c) {
        if (c < '\u1680') {
            return c <= ' ' ? c != '\n' : c == '\u00A0';
        }
        return c >= '\u2000' && c <= '\u200A'
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202F'
                || c == '\u205F'
                || c == '\u3000'
                || c == '\u1680';
    }
}
