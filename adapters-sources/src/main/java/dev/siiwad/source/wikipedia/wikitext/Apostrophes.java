package dev.siiwad.source.wikipedia.wikitext;

/**
 * Italic ({@code ''}) and bold ({@code '''}) of one line, by the rules of MediaWiki's parser: which apostrophes are markup, and which are
 * text, as in {@code L'''art''}.
 */
final class Apostrophes {
    private static final int ITALIC = 2;
    private static final int BOLD = 3;
    private static final int BOTH = 5;

    private Apostrophes() {}

    static String resolve(String line) {
        int run = line.indexOf("''");
        if (run < 0) {
            return line;
        }
        int misread = misreadBold(line, run);
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        while (run >= 0) {
            int length = length(line, run);
            int text = length - markup(length) + (run == misread ? 1 : 0);
            out.append(line, at, run).append("'".repeat(text));
            at = run + length;
            run = line.indexOf("''", at);
        }
        return out.append(line, at, line.length()).toString();
    }

    /**
     * Where both italic and bold are left open, one bold is an apostrophe and italic: that after a one-letter word, else after a longer
     * word, else after a blank. Gives its index, or -1.
     */
    private static int misreadBold(String line, int firstRun) {
        int italics = 0;
        int bolds = 0;
        int afterLetter = -1;
        int afterWord = -1;
        int afterBlank = -1;
        int previousEnd = 0;
        for (int run = firstRun; run >= 0; run = line.indexOf("''", previousEnd)) {
            int length = length(line, run);
            int markup = markup(length);
            italics += markup == BOLD ? 0 : 1;
            bolds += markup == ITALIC ? 0 : 1;
            if (markup == BOLD) {
                // A fourth apostrophe is the text before the markup.
                char before = length > BOLD ? '\'' : charAt(line, run - 1, previousEnd);
                char beforeThat = charAt(line, run - (length > BOLD ? 1 : 2), previousEnd);
                if (before == ' ') {
                    afterBlank = afterBlank < 0 ? run : afterBlank;
                } else if (beforeThat == ' ') {
                    afterLetter = afterLetter < 0 ? run : afterLetter;
                } else {
                    afterWord = afterWord < 0 ? run : afterWord;
                }
            }
            previousEnd = run + length;
        }
        if (italics % 2 == 0 || bolds % 2 == 0) {
            return -1;
        }
        return afterLetter >= 0 ? afterLetter : afterWord >= 0 ? afterWord : afterBlank;
    }

    private static char charAt(String line, int index, int from) {
        return index < from ? 'x' : line.charAt(index);
    }

    private static int length(String line, int run) {
        int end = run;
        while (end < line.length() && line.charAt(end) == '\'') {
            end++;
        }
        return end - run;
    }

    private static int markup(int length) {
        if (length >= BOTH) {
            return BOTH;
        }
        return Math.min(length, BOLD);
    }
}
