package dev.siiwad.source.wikipedia.wikitext;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The templates of one page that leave a hole, by name. Each hole is marked in the text with the number of its name, for only at the end it shows whether it
 * is in running text. Names beyond {@value #NAMES_MAX} share one number: they are counted, but not named.
 */
final class Holes {
    private static final int NUMBERS_BASE = 4;
    private static final int DIGITS = 3;
    private static final int NAMES_MAX = 63;
    private static final int NAME_CHARS_MAX = 80;

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final long[] counts = new long[NAMES_MAX + 1];
    private long count;

    /** What stands in the text for a call that nobody knows. */
    String mark(String written) {
        String name = normalized(written);
        int number = numbers.getOrDefault(name, NAMES_MAX);
        if (number == NAMES_MAX && names.size() < NAMES_MAX && !name.isEmpty() && name.length() <= NAME_CHARS_MAX) {
            number = names.size();
            names.add(name);
            numbers.put(name, number);
        }
        StringBuilder mark = new StringBuilder().append(Marks.HOLE);
        for (int digit = 0, rest = number; digit < DIGITS; digit++, rest /= NUMBERS_BASE) {
            mark.append((char) (Marks.HOLE_DIGIT_FIRST + rest % NUMBERS_BASE));
        }
        return mark.toString();
    }

    /** The index after the mark that is at an index. */
    static int end(String text, int at) {
        int end = at + 1;
        while (end < text.length()
                && end <= at + DIGITS
                && text.charAt(end) >= Marks.HOLE_DIGIT_FIRST
                && Marks.isMark(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Counts the hole of which the mark is at an index. */
    void count(String text, int at) {
        int number = 0;
        for (int i = at + DIGITS; i > at; i--) {
            number = number * NUMBERS_BASE + (i < text.length() ? text.charAt(i) - Marks.HOLE_DIGIT_FIRST : NAMES_MAX);
        }
        counts[number < 0 || number > NAMES_MAX ? NAMES_MAX : number]++;
        count++;
    }

    /** How many were counted. */
    long count() {
        return count;
    }

    /** How often the names were counted that were counted most: most first, then by name. */
    Map<String, Long> most(int namesMax) {
        Map<String, Long> most = new LinkedHashMap<>();
        IntStream.range(0, names.size())
                .filter(number -> counts[number] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(number -> -counts[number])
                        .thenComparing(names::get))
                .limit(namesMax)
                .forEach(number -> most.put(names.get(number), counts[number]));
        return most;
    }

    /** One name for all ways to write it: without the marks of earlier steps, with a capital letter, and single blanks between words. */
    private static String normalized(String written) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < written.length() && name.length() <= NAME_CHARS_MAX; i++) {
            char c = written.charAt(i);
            boolean blank = c == '_' || c <= ' ' || Character.isSpaceChar(c);
            if (blank && name.length() > 0 && name.charAt(name.length() - 1) != ' ') {
                name.append(' ');
            } else if (!blank && !Marks.isMark(c)) {
                name.append(c);
            }
        }
        String plain = name.toString().strip();
        int first = plain.isEmpty() ? 0 : plain.codePointAt(0);
        return plain.isEmpty()
                ? ""
                : Character.toString(Character.toUpperCase(first)) + plain.substring(Character.charCount(first));
    }
}
