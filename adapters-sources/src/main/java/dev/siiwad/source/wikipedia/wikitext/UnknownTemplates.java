package dev.siiwad.source.wikipedia.wikitext;

/**
 * Decides, line by line, what becomes of the templates that nobody knows. In running text, the words they were given are shown, and one without words is
 * counted and keeps what is beside it apart; on a line that has nothing else they show nothing, as most of these are notes, boxes and categories.
 */
final class UnknownTemplates {
    private int removed;

    /** How many were removed from running text so far. */
    int removed() {
        return removed;
    }

    String settle(String line) {
        return Marks.isUnsettled(line) ? settled(line, hasOtherWords(line)) : line;
    }

    private String settled(String line, boolean running) {
        StringBuilder out = new StringBuilder(line.length());
        boolean soft = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == Marks.SOFT_OPEN || c == Marks.SOFT_CLOSE) {
                soft = c == Marks.SOFT_OPEN;
                out.append(!soft || running ? "" : Marks.REMOVED);
            } else if (c == Marks.HOLE) {
                out.append(Marks.REMOVED).append(isBetweenWords(line, i) ? " " : "");
                removed += running ? 1 : 0;
            } else if (!soft || running) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean hasOtherWords(String line) {
        boolean soft = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == Marks.SOFT_OPEN || c == Marks.SOFT_CLOSE) {
                soft = c == Marks.SOFT_OPEN;
            } else if (!soft && isWord(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBetweenWords(String line, int at) {
        return at > 0 && at + 1 < line.length() && isWord(line.charAt(at - 1)) && isWord(line.charAt(at + 1));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }
}
