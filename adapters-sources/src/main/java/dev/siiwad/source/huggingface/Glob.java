package dev.siiwad.source.huggingface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of file paths: {@code *} and {@code ?} stay within a directory, <code>**</code> crosses directories, and as a whole directory matches any
 * number of them, none included; {@code [0-9]}, {@code [!a]} and {@code {a,b}} as in a shell. Hidden files and directories match only where the
 * pattern names them, as do directories that begin with two underscores. Time is linear in path times pattern, whatever the pattern.
 */
final class Glob {
    static final int PATTERN_CHARS_MAX = 1024;
    static final int ALTERNATIVES_MAX = 1000;

    private static final String MAGIC = "*?[{";

    private final String pattern;
    private final List<Alternative> alternatives;

    /** @throws IllegalArgumentException if it is too long, or has too many alternatives */
    Glob(String pattern) {
        if (pattern.length() > PATTERN_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "pattern has " + pattern.length() + " characters; at most " + PATTERN_CHARS_MAX + " are allowed");
        }
        this.pattern = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        List<String> expanded = new ArrayList<>();
        expand("", this.pattern, expanded);
        this.alternatives = expanded.stream().map(Alternative::new).toList();
    }

    boolean matches(String path) {
        return alternatives.stream().anyMatch(alternative -> alternative.matches(path));
    }

    /** The directory that all matches are in, as far as the pattern names it; empty for the root. */
    String directory() {
        int magic = 0;
        while (magic < pattern.length() && MAGIC.indexOf(pattern.charAt(magic)) < 0) {
            magic++;
        }
        int slash = pattern.lastIndexOf('/', magic - 1);
        return slash < 0 ? "" : pattern.substring(0, slash);
    }

    @Override
    public String toString() {
        return pattern;
    }

    private static void expand(String before, String rest, List<String> expanded) {
        int open = rest.indexOf('{');
        int close = rest.indexOf('}', open);
        if (open < 0 || close < 0) {
            expanded.add(before + rest);
            if (expanded.size() > ALTERNATIVES_MAX) {
                throw new IllegalArgumentException("pattern has more than " + ALTERNATIVES_MAX + " alternatives");
            }
            return;
        }
        for (String choice : rest.substring(open + 1, close).split(",", -1)) {
            expand(before + rest.substring(0, open) + choice, rest.substring(close + 1), expanded);
        }
    }

    /** A pattern without braces. */
    private record Alternative(String text) {
        boolean matches(String path) {
            return hiddenParts(path) == hiddenParts(text)
                    && specialParts(path) == specialParts(text)
                    && reached(path)[path.length()];
        }

        /** For each place in the path, whether the whole pattern can end there. */
        private boolean[] reached(String path) {
            boolean[] at = new boolean[path.length() + 1];
            at[0] = true;
            for (int i = 0; i < text.length(); ) {
                char c = text.charAt(i);
                int classEnd = c == '[' ? text.indexOf(']', text.startsWith("[!", i) ? i + 3 : i + 2) : -1;
                boolean wholeDirectories = text.startsWith("**/", i) && (i == 0 || text.charAt(i - 1) == '/');
                if (wholeDirectories) {
                    at = spread(at, path, true);
                    keepDirectoryStarts(at, path);
                    i += 3;
                } else if (text.startsWith("**", i)) {
                    at = spread(at, path, true);
                    i += 2;
                } else if (c == '*') {
                    at = spread(at, path, false);
                    i++;
                } else if (classEnd > 0) {
                    at = step(at, path, text.substring(i + 1, classEnd));
                    i = classEnd + 1;
                } else {
                    at = step(at, path, c == '?' ? "!/" : String.valueOf(c));
                    i++;
                }
            }
            return at;
        }

        private static boolean[] spread(boolean[] at, String path, boolean acrossDirectories) {
            boolean[] after = at.clone();
            for (int i = 0; i < path.length(); i++) {
                after[i + 1] |= after[i] && (acrossDirectories || path.charAt(i) != '/');
            }
            return after;
        }

        private static void keepDirectoryStarts(boolean[] at, String path) {
            for (int i = 1; i < at.length; i++) {
                at[i] &= path.charAt(i - 1) == '/';
            }
        }

        private static boolean[] step(boolean[] at, String path, String allowed) {
            boolean[] after = new boolean[at.length];
            for (int i = 0; i < path.length(); i++) {
                after[i + 1] = at[i] && allows(allowed, path.charAt(i));
            }
            return after;
        }

        private static boolean allows(String allowed, char c) {
            boolean not = allowed.length() > 1 && allowed.charAt(0) == '!';
            boolean found = false;
            for (int i = not ? 1 : 0; i < allowed.length(); i++) {
                if (i + 2 < allowed.length() && allowed.charAt(i + 1) == '-') {
                    found |= allowed.charAt(i) <= c && c <= allowed.charAt(i + 2);
                    i += 2;
                } else {
                    found |= allowed.charAt(i) == c;
                }
            }
            return found != not && (c != '/' || found);
        }

        private static long hiddenParts(String path) {
            return Arrays.stream(path.split("/"))
                    .filter(part -> part.startsWith(".") && !part.matches("\\.+"))
                    .count();
        }

        private static long specialParts(String path) {
            String[] parts = path.split("/");
            return Arrays.stream(parts)
                    .limit(parts.length - 1L)
                    .filter(part -> part.startsWith("__"))
                    .count();
        }
    }
}
