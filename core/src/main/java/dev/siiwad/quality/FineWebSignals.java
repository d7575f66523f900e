package dev.siiwad.quality;

import java.util.List;

/**
 * The quality rules of FineWeb (Penedo et al. 2024, arXiv:2406.17557), as numbers, by the definitions of datatrove's {@code fineweb_quality_filter.py}. Blank lines do not count.
 *
 * @param linePunctRatio lines that end as a sentence does
 * @param shortLineRatio lines of at most {@value #SHORT_LINE_CHARS} characters
 * @param charDupRatio characters in lines that were there before
 * @param listRatio line feeds for each word, punctuation included
 */
record FineWebSignals(double linePunctRatio, double shortLineRatio, double charDupRatio, double listRatio) {
    static final int SHORT_LINE_CHARS = 30;

    static FineWebSignals of(String text, int chars, Words words) {
        List<String> lines = Lines.written(text);
        long feeds = GopherSignals.occurrences(text, "\n");
        return new FineWebSignals(
                Lines.ratio(lines.stream().filter(Characters::endsSentence).count(), lines.size()),
                Lines.ratio(
                        lines.stream()
                                .filter(line -> Characters.count(line) <= SHORT_LINE_CHARS)
                                .count(),
                        lines.size()),
                Lines.ratio(Lines.Repeated.of(lines).chars(), chars - feeds),
                Lines.ratio(feeds, words.count()));
    }
}
