package dev.siiwad.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody who made a slip may have meant. */
public final class Nearest {
    /** Of so many letters of a word one may be wrong. */
    private static final int LETTERS_PER_SLIP = 4;

    private static final int CHARS_MAX = 200;

    /** Fewer begin too many words. */
    private static final int BEGINNING_CHARS_MIN = 4;

    private Nearest() {}

    /** The nearest of these words, whatever the case, one that begins alike before others; else the shortest that begins with this one; empty if there is none. */
    public static Optional<String> to(String word, Collection<String> words) {
        String typed = word.toLowerCase(Locale.ROOT);
        if (typed.isEmpty() || typed.length() > CHARS_MAX) {
            return Optional.empty();
        }
        return near(typed, words).or(() -> longer(typed, words));
    }

    /** The shortest that begins so. */
    private static Optional<String> longer(String typed, Collection<String> words) {
        return words.stream()
                .filter(candidate -> typed.length() >= BEGINNING_CHARS_MIN)
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(typed))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<String> near(String typed, Collection<String> words) {
        return words.stream()
                .filter(candidate -> !candidate.isEmpty() && candidate.length() <= CHARS_MAX)
                .filter(candidate -> slips(typed, candidate) <= Math.max(1, typed.length() / LETTERS_PER_SLIP))
                .min(Comparator.comparingInt((String candidate) -> slips(typed, candidate))
                        .thenComparing(candidate -> candidate.charAt(0) == typed.charAt(0) ? 0 : 1)
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters are to be added, left out or changed: Levenshtein's distance. */
    private static int slips(String typed, String candidate) {
        String wanted = candidate.toLowerCase(Locale.ROOT);
        int[] row = new int[wanted.length() + 1];
        for (int j = 0; j <= wanted.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= typed.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= wanted.length(); j++) {
                int above = row[j];
                int changed = diagonal + (typed.charAt(i - 1) == wanted.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[wanted.length()];
    }
}
