package dev.siiwad.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cuts texts into lines and paragraphs, as the papers' implementations do. */
final class Lines {
    private Lines() {}

    /** Between line feeds, one or more of which part two lines; an empty one is there where the text begins or ends with a line feed. */
    static List<String> parted(String text) {
        return split(text, 1);
    }

    /** Between two line feeds or more. */
    static List<String> paragraphs(String text) {
        return split(text.strip(), 2);
    }

    private static List<String> split(String text, int feedsLeast) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int at = text.indexOf('\n');
        while (at >= 0) {
            int end = at;
            while (end < text.length() && text.charAt(end) == '\n') {
                end++;
            }
            if (end - at >= feedsLeast) {
                pieces.add(text.substring(start, at));
                start = end;
            }
            at = text.indexOf('\n', end);
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    /** Those that are not blank. */
    static List<String> written(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /** How many of some pieces were there before, and how many characters these have. */
    record Repeated(int pieces, long chars) {
        static Repeated of(List<String> all) {
            Set<String> seen = new HashSet<>();
            int pieces = 0;
            long chars = 0;
            for (String each : all) {
                if (!seen.add(each)) {
                    pieces++;
                    chars += Characters.count(each);
                }
            }
            return new Repeated(pieces, chars);
        }
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
