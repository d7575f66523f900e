package dev.siiwad.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * What a text says again, as numbers: Gopher (Rae et al. 2021, arXiv:2112.11446, table A1), by the definitions of datatrove's {@code gopher_repetition_filter.py}. All are
 * shares, of characters where their name says so or they are about n-grams.
 *
 * @param topNGrams of the most frequent n-gram, for n of {@link #TOP_FIRST} and more; of several as frequent, the first
 * @param duplicateNGrams of n-grams that were there before, without overlap, for n of {@link #DUPLICATE_FIRST} and more
 */
record Repetition(
        double dupParaFrac,
        double dupParaCharFrac,
        double dupLineFrac,
        double dupLineCharFrac,
        List<Double> topNGrams,
        List<Double> duplicateNGrams) {
    static final int TOP_FIRST = 2;
    static final int TOP_LAST = 4;
    static final int DUPLICATE_FIRST = 5;
    static final int DUPLICATE_LAST = 10;

    Repetition {
        topNGrams = List.copyOf(topNGrams);
        duplicateNGrams = List.copyOf(duplicateNGrams);
    }

    static Repetition of(String text, int chars, Words words) {
        List<String> paragraphs = Lines.paragraphs(text);
        Lines.Repeated ofParagraphs = Lines.Repeated.of(paragraphs);
        List<String> lines = Lines.parted(text);
        Lines.Repeated ofLines = Lines.Repeated.of(lines);
        List<Double> top = new ArrayList<>();
        List<Double> duplicate = new ArrayList<>();
        NGrams nGrams = new NGrams(words);
        for (int n = TOP_FIRST; n <= DUPLICATE_LAST; n++) {
            nGrams.lengthen();
            if (n <= TOP_LAST) {
                top.add(Lines.ratio(nGrams.charsOfMostFrequent(), chars));
            } else if (n >= DUPLICATE_FIRST) {
                duplicate.add(Lines.ratio(nGrams.charsOfRepeated(), chars));
            }
        }
        return new Repetition(
                Lines.ratio(ofParagraphs.pieces(), paragraphs.size()),
                Lines.ratio(ofParagraphs.chars(), chars),
                Lines.ratio(ofLines.pieces(), lines.size()),
                Lines.ratio(ofLines.chars(), chars),
                top,
                duplicate);
    }

    double top(int n) {
        return topNGrams.get(n - TOP_FIRST);
    }

    double duplicate(int n) {
        return duplicateNGrams.get(n - DUPLICATE_FIRST);
    }
}
