package dev.siiwad.quality;

import dev.siiwad.document.Document;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbers by which the field judges whether a text is worth training on. A function of the text alone; linear in its length.
 *
 * @param text what they are about
 */
record Signals(
        Words words, GopherSignals gopher, Repetition repetition, FineWebSignals fineWeb, C4Signals c4, String text) {
    private static final double DECIMALS = 1e6;

    static Signals of(String text) {
        Words words = Words.of(text);
        int chars = Characters.count(text);
        return new Signals(
                words,
                GopherSignals.of(text, words),
                Repetition.of(text, chars, words),
                FineWebSignals.of(text, chars, words),
                C4Signals.of(text),
                text);
    }

    /** The same document, with all of them in its metadata, shares rounded to six decimals. */
    Document in(Document document) {
        SortedMap<String, Object> metadata = new TreeMap<>(document.metadata());
        metadata.put("gopher_word_count", gopher.wordCount());
        metadata.put("gopher_avg_word_length", rounded(gopher.avgWordLength()));
        metadata.put("gopher_hash_ratio", rounded(gopher.hashRatio()));
        metadata.put("gopher_ellipsis_ratio", rounded(gopher.ellipsisRatio()));
        metadata.put("gopher_bullet_lines_ratio", rounded(gopher.bulletLinesRatio()));
        metadata.put("gopher_ellipsis_lines_ratio", rounded(gopher.ellipsisLinesRatio()));
        metadata.put("gopher_alpha_words_ratio", rounded(gopher.alphaWordsRatio()));
        metadata.put("gopher_dup_para_frac", rounded(repetition.dupParaFrac()));
        metadata.put("gopher_dup_para_char_frac", rounded(repetition.dupParaCharFrac()));
        metadata.put("gopher_dup_line_frac", rounded(repetition.dupLineFrac()));
        metadata.put("gopher_dup_line_char_frac", rounded(repetition.dupLineCharFrac()));
        for (int n = Repetition.TOP_FIRST; n <= Repetition.TOP_LAST; n++) {
            metadata.put("gopher_top_" + n + "_gram", rounded(repetition.top(n)));
        }
        for (int n = Repetition.DUPLICATE_FIRST; n <= Repetition.DUPLICATE_LAST; n++) {
            metadata.put("gopher_duplicated_" + n + "_n_grams", rounded(repetition.duplicate(n)));
        }
        metadata.put("fineweb_line_punct_ratio", rounded(fineWeb.linePunctRatio()));
        metadata.put("fineweb_short_line_ratio", rounded(fineWeb.shortLineRatio()));
        metadata.put("fineweb_char_dup_ratio", rounded(fineWeb.charDupRatio()));
        metadata.put("fineweb_list_ratio", rounded(fineWeb.listRatio()));
        metadata.put("c4_too_long_word", rounded(c4.tooLongWord()));
        metadata.put("c4_no_terminal_punc", rounded(c4.noTerminalPunct()));
        metadata.put("c4_too_few_words", rounded(c4.tooFewWords()));
        metadata.put("c4_javascript", rounded(c4.javascript()));
        metadata.put("c4_policy", rounded(c4.policy()));
        metadata.put("c4_num_sentences", c4.numSentences());
        metadata.put("c4_lorem_ipsum", c4.loremIpsum());
        metadata.put("c4_curly_bracket", c4.curlyBracket());
        metadata.put("c4_long_lines", c4.longLines());
        return new Document(document.id(), document.title(), document.text(), document.url(), metadata);
    }

    static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }
}
