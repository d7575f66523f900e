package dev.siiwad.source.wikipedia.wikitext;

import java.util.Arrays;

/**
 * The third step: what lines mean. Headings are alone between blank lines, and only where text follows in their section; list items
 * lose their markers; what is left of tables goes.
 */
final class Lines {
    private static final int HEADING_LEVEL_MAX = 6;

    private final String text;
    private final int version;
    private final BuiltText out;
    private final BuiltText line = new BuiltText(0);
    /** Headings whose sections have had no text yet: by level, from the outermost; empty where there is none. */
    private final String[] waiting = new String[HEADING_LEVEL_MAX + 1];

    private final UnknownTemplates unknown;
    private boolean blankLine;

    /**
     * @param version of the extraction: since the third, a term may be within a list, and its colon is not one of an address
     * @param holes where those in running text are counted
     */
    Lines(String text, int version, Holes holes) {
        this.unknown = new UnknownTemplates(holes);
        this.text = text;
        this.version = version;
        this.out = new BuiltText(text.length());
        Arrays.fill(waiting, "");
    }

    BuiltText layOut() {
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            line(start, end);
            start = end + 1;
        }
        return out;
    }

    private void line(int lineStart, int lineEnd) {
        int start = lineStart;
        while (start < lineEnd && isRemoved(text.charAt(start))) {
            start++;
        }
        int end = lineEnd;
        while (end > start && (isRemoved(text.charAt(end - 1)) || text.charAt(end - 1) <= ' ')) {
            end--;
        }
        if (start == end) {
            blankLine |= start == lineStart;
            return;
        }
        switch (text.charAt(start)) {
            case '=' -> heading(start, end, lineEnd);
            case '*', '#', ':', ';' -> item(start, end, lineEnd);
            case '-' -> add(text.substring(afterRule(start, end), lineEnd));
            default -> {
                if (!isRow(start, end)) {
                    add(text.substring(lineStart, lineEnd));
                }
            }
        }
    }

    /** A row of a table that a template opened, or its header: {@code ! Year}, {@code ! A !! B}. */
    private boolean isRow(int start, int end) {
        int i = start;
        while (i < end && (isRemoved(text.charAt(i)) || text.charAt(i) <= ' ')) {
            i++;
        }
        if (i == end || text.charAt(i) == '|') {
            return i < end;
        }
        boolean header = text.charAt(i) == '!' && i + 1 < end;
        return header
                && (text.charAt(i + 1) == ' ' || text.substring(i + 1, end).contains("!!"));
    }

    private static boolean isRemoved(char c) {
        return c == Marks.REMOVED || Marks.isOfHole(c);
    }

    private void heading(int start, int end, int lineEnd) {
        int level = 0;
        while (level < HEADING_LEVEL_MAX && start + level < end && text.charAt(start + level) == '=') {
            level++;
        }
        int closing = 0;
        while (closing < level && end - closing > start + level && text.charAt(end - closing - 1) == '=') {
            closing++;
        }
        if (closing == 0) {
            add(text.substring(start, lineEnd));
            return;
        }
        level = closing;
        for (int deeper = level; deeper <= HEADING_LEVEL_MAX; deeper++) {
            waiting[deeper] = "";
        }
        clean(unknown.settle(text.substring(start + level, end - level)));
        waiting[level] = line.toString();
        blankLine = true;
    }

    private void item(int start, int end, int lineEnd) {
        int from = afterMarkers(start, end);
        String item = text.substring(from, lineEnd);
        if (version > 2) {
            add(text.charAt(from - 1) == ';' ? definition(item, colon(item)) : item);
        } else if (text.charAt(start) == ';') {
            int colon = item.indexOf(':');
            add(definition(item, item.startsWith("//", colon + 1) ? -1 : colon));
        } else {
            add(item);
        }
    }

    /** The colon that ends a term: not one within an address or the brackets of an external link; -1 if there is none. */
    private static int colon(String item) {
        boolean bracket = false;
        for (int i = 0; i < item.length(); i++) {
            char c = item.charAt(i);
            bracket = c == '[' || bracket && c != ']';
            if (c == ':' && !bracket && !item.startsWith("//", i + 1)) {
                return i;
            }
        }
        return -1;
    }

    private int afterMarkers(int start, int end) {
        int i = start;
        while (i < end && "*#:;".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private int afterRule(int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) == '-') {
            i++;
        }
        return i - start >= 4 ? i : start;
    }

    /** {@code ; term : meaning} and {@code ;term:meaning} read {@code term: meaning}. */
    private static String definition(String item, int colon) {
        if (colon < 0) {
            return item;
        }
        String term = item.substring(0, colon).stripTrailing();
        return term.isEmpty() ? item : term + ": " + item.substring(colon + 1).stripLeading();
    }

    private void add(String written) {
        String raw = unknown.settle(written);
        clean(raw);
        if (line.length() == 0 || raw.indexOf(Marks.REMOVED) >= 0 && !hasWord(line)) {
            return;
        }
        for (int level = 1; level <= HEADING_LEVEL_MAX; level++) {
            if (!waiting[level].isEmpty()) {
                blankLine = true;
                part();
                out.append(waiting[level]);
                blankLine = true;
                waiting[level] = "";
            }
        }
        append(line);
    }

    /** Whether more than punctuation is there. Surrogates are taken for letters. */
    private static boolean hasWord(BuiltText text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private void append(BuiltText finished) {
        part();
        out.append(finished);
    }

    /** Parts what comes next from what is there. */
    private void part() {
        if (out.length() > 0) {
            out.append(blankLine ? "\n\n" : "\n");
        }
        blankLine = false;
    }

    /** Leaves in {@link #line} what is to be read of a line without its block markup. */
    private void clean(String raw) {
        line.cutTo(0);
        String text = Link.externalLinks(raw);
        text = Apostrophes.resolve(text);
        text = Switches.remove(text);
        Tidy.append(Entities.decode(text), line);
    }
}
