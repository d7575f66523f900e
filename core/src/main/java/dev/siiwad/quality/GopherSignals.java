package dev.siiwad.quality;

import java.util.List;

/**
 * The quality rules of Gopher (Rae et al. 2021, arXiv:2112.11446, appendix A.1.1), as numbers, by the definitions of datatrove's {@code gopher_quality_filter.py}.
 *
 * @param wordCount without those that are punctuation alone
 * @param avgWordLength of the same, in characters
 * @param hashRatio number signs for each word, punctuation included
 * @param ellipsisRatio the same of ellipses
 * @param bulletLinesRatio lines that begin with a bullet or a hyphen
 * @param ellipsisLinesRatio lines that end with an ellipsis
 * @param alphaWordsRatio words with a letter, of all, punctuation included
 */
record GopherSignals(
        long wordCount,
        double avgWordLength,
        double hashRatio,
        double ellipsisRatio,
        double bulletLinesRatio,
        double ellipsisLinesRatio,
        double alphaWordsRatio) {
    private static final String ELLIPSIS = "...";
    private static final String ELLIPSIS_SIGN = "\u2026";

    static GopherSignals of(String text, Words words) {
        long proper = 0;
        long chars = 0;
        long alpha = 0;
        for (int word = 0; word < words.count(); word++) {
            if (words.hasLetter(word)) {
                alpha++;
                proper++;
                chars += words.chars(word);
            } else if (!words.isSymbol(word)) {
                proper++;
                chars += words.chars(word);
            }
        }
        List<String> lines = text.lines().toList();
        return new GopherSignals(
                proper,
                Lines.ratio(chars, proper),
                Lines.ratio(occurrences(text, "#"), words.count()),
                Lines.ratio(occurrences(text, ELLIPSIS) + occurrences(text, ELLIPSIS_SIGN), words.count()),
                Lines.ratio(lines.stream().filter(GopherSignals::isBullet).count(), lines.size()),
                Lines.ratio(lines.stream().filter(GopherSignals::isCutOff).count(), lines.size()),
                Lines.ratio(alpha, words.count()));
    }

    private static boolean isBullet(String line) {
        String begun = line.stripLeading();
        return begun.startsWith("\u2022") || begun.startsWith("-");
    }

    private static boolean isCutOff(String line) {
        String ended = line.stripTrailing();
        return ended.endsWith(ELLIPSIS) || ended.endsWith(ELLIPSIS_SIGN);
    }

    static long occurrences(String text, String wanted) {
        long found = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
            found++;
        }
        return found;
    }
}
