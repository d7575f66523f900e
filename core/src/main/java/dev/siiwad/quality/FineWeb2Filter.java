package dev.siiwad.quality;

import java.util.Map;
import java.util.Optional;

/**
 * Which texts FineWeb-2 drops (Penedo et al. 2025, arXiv:2506.20920): the rules of its {@code fineweb-2-pipeline.py} in their order, with the thresholds of a language and what
 * that file fixes for all. A rule is named as datatrove names it.
 */
record FineWeb2Filter(FilterConfig config) {
    private static final double CHAR_DUP_RATIO_MAX = 0.1;
    private static final long WORDS_MIN = 50;
    private static final long WORDS_MAX = 100_000;
    private static final double SYMBOL_RATIO_MAX = 0.1;
    private static final double BULLET_LINES_MAX = 0.9;
    private static final double ELLIPSIS_LINES_MAX = 0.3;
    private static final int STOP_WORDS_MIN = 2;

    /**
     * The first rule that does not want a text.
     *
     * @param value what it found
     */
    record Verdict(String rule, String value) {}

    Optional<Verdict> verdict(Signals signals) {
        return repeats(signals.repetition())
                .or(() -> isList(signals.fineWeb()))
                .or(() -> isNotProse(signals.gopher()))
                .or(() -> hasNoStopWords(signals.words()));
    }

    private Optional<Verdict> repeats(Repetition repetition) {
        Optional<Verdict> verdict = above("dup_line_frac", repetition.dupLineFrac(), unlessZero(config.dupLineFrac()));
        for (Map.Entry<Integer, Double> max : config.topNGrams().entrySet()) {
            int n = max.getKey();
            verdict = verdict.or(() -> above("top_" + n + "_gram", repetition.top(n), max.getValue()));
        }
        for (Map.Entry<Integer, Double> max : config.dupNGrams().entrySet()) {
            int n = max.getKey();
            verdict = verdict.or(() -> above("duplicated_" + n + "_n_grams", repetition.duplicate(n), max.getValue()));
        }
        return verdict;
    }

    private Optional<Verdict> isList(FineWebSignals fineWeb) {
        return below("line_punct_ratio", fineWeb.linePunctRatio(), config.linePunctThr())
                .or(() -> above("char_dup_ratio", fineWeb.charDupRatio(), CHAR_DUP_RATIO_MAX))
                .or(() -> above("list_ratio", fineWeb.listRatio(), config.newLineRatio()));
    }

    private Optional<Verdict> isNotProse(GopherSignals gopher) {
        return below("gopher_short_doc", gopher.wordCount(), WORDS_MIN)
                .or(() -> above("gopher_long_doc", gopher.wordCount(), WORDS_MAX))
                .or(() -> below("gopher_below_avg_threshold", gopher.avgWordLength(), config.minAvgWordLength()))
                .or(() -> above(
                        "gopher_above_avg_threshold", gopher.avgWordLength(), unlessZero(config.maxAvgWordLength())))
                .or(() -> above("gopher_too_many_hashes", gopher.hashRatio(), SYMBOL_RATIO_MAX))
                .or(() -> above("gopher_too_many_ellipsis", gopher.ellipsisRatio(), SYMBOL_RATIO_MAX))
                .or(() -> above("gopher_too_many_bullets", gopher.bulletLinesRatio(), BULLET_LINES_MAX))
                .or(() -> above("gopher_too_many_end_ellipsis", gopher.ellipsisLinesRatio(), ELLIPSIS_LINES_MAX))
                .or(() -> below(
                        "gopher_below_alpha_threshold", gopher.alphaWordsRatio(), config.maxNonAlphaWordsRatio()));
    }

    private Optional<Verdict> hasNoStopWords(Words words) {
        int present = words.present(config.stopwords());
        return present < STOP_WORDS_MIN
                ? Optional.of(new Verdict("gopher_enough_stop_words", String.valueOf(present)))
                : Optional.empty();
    }

    /** Here datatrove takes 0 for no threshold. */
    private static double unlessZero(double most) {
        return most == 0 ? Double.MAX_VALUE : most;
    }

    private static Optional<Verdict> above(String rule, double found, double most) {
        return found > most ? Optional.of(new Verdict(rule, shown(found))) : Optional.empty();
    }

    private static Optional<Verdict> below(String rule, double found, double least) {
        return found < least ? Optional.of(new Verdict(rule, shown(found))) : Optional.empty();
    }

    private static String shown(double found) {
        double rounded = Signals.rounded(found);
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }
}
