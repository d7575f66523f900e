package dev.siiwad.source.wikipedia.wikitext;

/** What is between <code>-{</code> and <code>}-</code>: one text in several variants of a language. The first one is shown. */
final class Variants {
    private static final int CODE_CHARS_MAX = 12;

    private Variants() {}

    /** The text of {@code zh-hans:…;zh-hant:…}, also after flags ({@code A|zh-hans:…}); nothing for flags that only define. */
    static String first(String content) {
        int pipe = content.indexOf('|');
        String flags = pipe < 0 ? "" : content.substring(0, pipe).strip();
        String rules = content.substring(pipe + 1);
        if (flags.equals("H") || flags.equals("T") || flags.equals("-")) {
            return "";
        }
        int start = endOfCode(rules, 0);
        if (flags.equals("R") || start == 0) {
            return rules.strip();
        }
        for (int i = rules.indexOf(';', start); i >= 0; i = rules.indexOf(';', i + 1)) {
            if (endOfCode(rules, i + 1) > i + 1) {
                return rules.substring(start, i).strip();
            }
        }
        String only = rules.substring(start).strip();
        return only.endsWith(";") ? only.substring(0, only.length() - 1).strip() : only;
    }

    /** The index after {@code zh-hans:}, or the index given where there is no such code. */
    private static int endOfCode(String rules, int from) {
        int start = from;
        int blanksEnd = Math.min(rules.length(), from + CODE_CHARS_MAX);
        while (start < blanksEnd && rules.charAt(start) <= ' ') {
            start++;
        }
        int end = Math.min(rules.length(), start + CODE_CHARS_MAX);
        for (int i = start; i < end; i++) {
            char c = rules.charAt(i);
            if (c == ':') {
                return i > start ? i + 1 : from;
            }
            if (c != '-' && (c < 'a' || c > 'z')) {
                return from;
            }
        }
        return from;
    }
}
