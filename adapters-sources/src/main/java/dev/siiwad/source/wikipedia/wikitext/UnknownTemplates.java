package dev.siiwad.source.wikipedia.wikitext;

/**
 * Decides, line by line, what becomes of the templates that nobody knows. In running text, the words they were given are shown, and one without words is
 * counted and keeps what is beside it apart; on a line that has nothing else they show nothing, as most of these are notes, boxes and categories.
 */
final class UnknownTemplates {
    private final Holes holes;

    UnknownTemplates(Holes holes) {
        this.holes = holes;
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
                int end = Holes.end(line, i);
                out.append(Marks.REMOVED).append(isBetweenWords(line, i, end) ? " " : "");
                if (running) {
                    holes.count(line, i);
                }
                i = end - 1;
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

    private static boolean isBetweenWords(String line, int start, int end) {
        return start > 0 && end < line.length() && isWord(line.charAt(start - 1)) && isWord(line.charAt(end));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }
}
