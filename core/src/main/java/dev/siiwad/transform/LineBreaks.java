package dev.siiwad.transform;

/**
 * Line breaks and tabs that are written as a backslash and a letter: {@code \n}, {@code \r}, {@code \t}. They are taken for such where a text has no real
 * line break, or fewer than a third as many; not in a text that writes paths of Windows, such as {@code C:\new}, nor after another backslash.
 */
final class LineBreaks {
    private static final String PATH = ":\\";
    private static final int TIMES_MORE = 3;

    private LineBreaks() {}

    static RepairText.Repaired written(String text) {
        if (text.indexOf("\\n") < 0 || text.contains(PATH)) {
            return new RepairText.Repaired(text, 0);
        }
        long real = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            real++;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        long found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == '\\') {
                repaired.append(c).append(next);
                i++;
            } else if (next == 'n' || next == 'r' || next == 't') {
                repaired.append(next == 't' ? '\t' : '\n');
                found += next == 'n' ? 1 : 0;
                i++;
            } else {
                repaired.append(c);
            }
        }
        return found > TIMES_MORE * real
                ? new RepairText.Repaired(repaired.toString(), found)
                : new RepairText.Repaired(text, 0);
    }
}
