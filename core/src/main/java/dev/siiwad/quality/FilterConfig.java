package dev.siiwad.quality;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The thresholds that FineWeb-2 has found for one language in one script, as its files {@code configs/<language>_<Script>.yml} publish them. Its {@code language_score} is that of
 * another identifier of languages, and is not among them.
 *
 * @param dupLineFrac at most so many repeated lines
 * @param topNGrams at most so many characters in the most frequent n-gram, by n
 * @param dupNGrams at most so many characters in repeated n-grams, by n
 * @param linePunctThr at least so many lines that end as a sentence does; some files say -1, which asks for none
 * @param newLineRatio at most so many line feeds for each word
 * @param minAvgWordLength in characters
 * @param maxAvgWordLength in characters
 * @param maxNonAlphaWordsRatio at least so many words with a letter, whatever the name says
 * @param stopwords of which a text has two at least
 * @param digest SHA-256 of the file, 64 hexadecimal digits: which filter a run was begun with
 */
public record FilterConfig(
        double dupLineFrac,
        SortedMap<Integer, Double> topNGrams,
        SortedMap<Integer, Double> dupNGrams,
        double linePunctThr,
        double newLineRatio,
        double minAvgWordLength,
        double maxAvgWordLength,
        double maxNonAlphaWordsRatio,
        Set<String> stopwords,
        String digest) {
    public FilterConfig {
        topNGrams = Collections.unmodifiableSortedMap(new TreeMap<>(topNGrams));
        dupNGrams = Collections.unmodifiableSortedMap(new TreeMap<>(dupNGrams));
        stopwords = Set.copyOf(stopwords);
        requireWithin("top_n_grams", topNGrams, Repetition.TOP_FIRST, Repetition.TOP_LAST);
        requireWithin("dup_n_grams", dupNGrams, Repetition.DUPLICATE_FIRST, Repetition.DUPLICATE_LAST);
        List<Double> all = List.of(
                dupLineFrac, linePunctThr, newLineRatio, minAvgWordLength, maxAvgWordLength, maxNonAlphaWordsRatio);
        if (!all.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("thresholds are " + all + "; expected numbers");
        }
    }

    private static void requireWithin(String name, SortedMap<Integer, Double> byN, int first, int last) {
        if (!byN.isEmpty() && (byN.firstKey() < first || byN.lastKey() > last)) {
            throw new IllegalArgumentException(
                    name + " has n of " + byN.keySet() + "; expected " + first + " to " + last);
        }
    }
}
