package dev.siiwad.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values computed by hand, and texts with the rule that must drop them from datatrove's own tests ({@code tests/pipeline/filters/test_filters.py} at commit a649de7, Apache-2.0),
 * under the thresholds that datatrove has by default.
 */
class SignalsTest {
    private static final String GANDALF =
            "I wish it need not have happened in my time,' said Frodo. 'So do I,' said Gandalf, 'and so do all who live to "
                    + "see such times. But that is not for them to decide. All we have to decide is what to do with the time that is "
                    + "given us.'";
    private static final String FATHER = "I am your father.";

    @ParameterizedTest
    @CsvSource({"4, '\\n', dup_line_frac", "4, '\\n\\n', dup_para_frac"})
    void repeatedLinesAndParagraphs(int times, String between, String rule) {
        assertThat(repetitionRule((FATHER + between.replace("\\n", "\n")).repeat(times)))
                .isEqualTo(rule);
    }

    @Test
    void repetitionIsFoundAsDatatroveFindsIt() {
        assertThat(repetitionRule("I am groot.\n\nYou are a wizard.\n\n" + FATHER + "\n\n"
                        + ("x".repeat(30) + ".\n\n").repeat(2)))
                .isEqualTo("dup_para_char_frac");
        assertThat(repetitionRule(
                        "I am groot.\nYou are a wizard.\n" + FATHER + "\n" + ("x".repeat(40) + ".\n").repeat(2)))
                .isEqualTo("dup_line_char_frac");
        assertThat(repetitionRule("I am Frank, I am Frank, I am Frank")).isEqualTo("top_2_gram");
        assertThat(repetitionRule("I am Frank, you are Jhon. I am Frank. I am Frank you are Jhon"))
                .isEqualTo("top_3_gram");
        assertThat(repetitionRule("I am a solo traveller ".repeat(4) + GANDALF)).isEqualTo("duplicated_5_n_grams");
        assertThat(repetitionRule(GANDALF)).isEqualTo("none");
    }

    @Test
    void gopherQualityIsFoundAsDatatroveFindsIt() {
        assertThat(gopherRule("I am too small...")).isEqualTo("gopher_short_doc");
        assertThat(gopherRule("I am ".repeat(20))).isEqualTo("gopher_below_avg_threshold");
        assertThat(gopherRule("interconnection ".repeat(20))).isEqualTo("gopher_above_avg_threshold");
        assertThat(gopherRule("# comment ".repeat(20))).isEqualTo("gopher_too_many_hashes");
        assertThat(gopherRule("... comment ".repeat(20))).isEqualTo("gopher_too_many_ellipsis");
        assertThat(gopherRule("the ./!*?<><> apple <?////> orange  ++ interconnection !<>??? have".repeat(20)))
                .isEqualTo("gopher_below_alpha_threshold");
        assertThat(gopherRule(GANDALF)).isEqualTo("none");
    }

    @Test
    void fineWebQualityIsFoundAsDatatroveFindsIt() {
        FineWebSignals none = fineWeb("No punctuation here\nAnother line without any\nStill nothing");
        assertThat(none.linePunctRatio()).isZero();
        assertThat(fineWeb("hi.\nbye.\nok.\nno.\nyes.").shortLineRatio()).isOne();
        assertThat(fineWeb(String.join("\n", Collections.nCopies(50, "a"))).listRatio())
                .isGreaterThan(0.1);
        FineWebSignals good = fineWeb("This is a well-written paragraph that ends with proper punctuation.\n"
                + "The content here is substantial and has meaningful information.\n"
                + "This document should pass all the quality checks applied by the filter.");
        assertThat(good.linePunctRatio()).isOne();
        assertThat(good.shortLineRatio()).isZero();
        assertThat(good.charDupRatio()).isZero();
        assertThat(good.listRatio()).isLessThan(0.3);
    }

    @Test
    void c4IsFoundAsDatatroveFindsIt() {
        C4Signals good = C4Signals.of("This is a well-written paragraph with several sentences.\n"
                + "The content continues with more good information here.\n"
                + "Another important point is being made in this line.\n"
                + "We can see that this document has quality content.\n"
                + "Finally, the conclusion wraps everything up nicely.\n"
                + "An additional sentence to ensure we pass the threshold.");
        assertThat(good.numSentences()).isEqualTo(6);
        assertThat(C4Signals.of("Just one sentence.").numSentences()).isOne();
        assertThat(C4Signals.of("This is a sentence with lorem ipsum dolor sit amet.")
                        .loremIpsum())
                .isOne();
        assertThat(C4Signals.of("This is some code with a { bracket.").curlyBracket())
                .isOne();
        assertThat(C4Signals.of("This site uses cookies for tracking.\nAnother valid line here today.")
                        .policy())
                .isEqualTo(0.5);
        String long250 = "x".repeat(250);
        assertThat(C4Signals.of(String.join("\n", long250, long250, long250)).longLines())
                .isEqualTo(3);
        assertThat(C4Signals.of("short\nshort\nshort").longLines()).isZero();
    }

    @Test
    void c4CountsEachLineForTheFirstRuleThatRemovesIt() {
        C4Signals signals = C4Signals.of(
                "A".repeat(1001) + ".\nno mark at the end\nnot this...\nTwo words.\n"
                        + "You need JavaScript here.\nThis is kept.[12]\nWaa maxay? Waa cusub. iyo kale.\n\u8FD9\u662F \u4E00\u4E2A \u53E5\u3002");
        assertThat(signals.tooLongWord()).isEqualTo(1 / 8.0);
        assertThat(signals.noTerminalPunct()).isEqualTo(3 / 8.0);
        assertThat(signals.tooFewWords()).isEqualTo(1 / 8.0);
        assertThat(signals.javascript()).isEqualTo(1 / 8.0);
        assertThat(signals.numSentences()).isEqualTo(1 + 2);
    }

    @Test
    void wordsArePartedByBlanksAndPunctuationOrByTwoLetters() {
        assertThat(texts("Qoraal ba'an, 1,234.5 iyo wax-kale... (e.g. \u201chaa\u201d)"))
                .containsExactly(
                        "Qoraal", "ba'an", ",", "1,234.5", "iyo", "wax", "-", "kale", "...", "(", "e.g", ".", "\u201c",
                        "haa", "\u201d", ")");
        assertThat(texts("\u8FD9\u4E00\u6B21\uFF0C\u7535\u5F71"))
                .containsExactly("\u8FD9\u4E00", "\u6B21", "\uFF0C", "\u7535\u5F71");
        assertThat(texts("\u0E01\u0E23\u0E38\u0E07")).containsExactly("\u0E01\u0E23\u0E38", "\u0E07");
        assertThat(texts("")).isEmpty();
    }

    @Test
    void valuesComputedByHand() {
        Signals signals = Signals.of("laba laba laba laba\n- saddex #1...\nlaba laba laba laba");
        assertThat(signals.words().count()).isEqualTo(13);
        GopherSignals gopher = signals.gopher();
        assertThat(gopher.wordCount()).isEqualTo(10);
        assertThat(gopher.avgWordLength()).isEqualTo((8 * 4 + 6 + 1) / 10.0);
        assertThat(gopher.hashRatio()).isEqualTo(1 / 13.0);
        assertThat(gopher.ellipsisRatio()).isEqualTo(1 / 13.0);
        assertThat(gopher.bulletLinesRatio()).isEqualTo(1 / 3.0);
        assertThat(gopher.ellipsisLinesRatio()).isEqualTo(1 / 3.0);
        assertThat(gopher.alphaWordsRatio()).isEqualTo(9 / 13.0);
        Repetition repetition = signals.repetition();
        assertThat(repetition.dupLineFrac()).isEqualTo(1 / 3.0);
        assertThat(repetition.dupLineCharFrac()).isEqualTo(19 / 54.0);
        assertThat(repetition.top(2)).isEqualTo(6 * 9 / 54.0);
        assertThat(repetition.top(3)).isEqualTo(4 * 14 / 54.0);
        assertThat(repetition.duplicate(5)).isZero();
        assertThat(signals.fineWeb().charDupRatio()).isEqualTo(19 / 52.0);
        assertThat(signals.fineWeb().listRatio()).isEqualTo(2 / 13.0);
        assertThat(signals.fineWeb().linePunctRatio()).isEqualTo(1 / 3.0);
    }

    @Test
    void wordsInAnotherOrderAreAnotherNGram() {
        Repetition repetition = Signals.of("aa bb bb aa aa bb").repetition();
        assertThat(repetition.top(2)).isEqualTo(2 * 5 / 17.0);
        assertThat(Signals.of("a b c d e b a c d e").repetition().duplicate(5)).isZero();
    }

    @Test
    void theyAreFurtherKeysOfTheMetadata() {
        Document document = Document.of("1", "t", GANDALF, "", Map.of("page_id", 7L));
        Document with = Signals.of(GANDALF).in(document);
        assertThat(with.metadata())
                .hasSize(1 + 7 + 4 + 3 + 6 + 4 + 9)
                .containsEntry("page_id", 7L)
                .containsEntry("gopher_word_count", 51L);
        assertThat(with.metadata()).containsEntry("gopher_avg_word_length", 3.294118);
    }

    @Test
    void anEmptyTextHasNoSignalsAndFailsNowhere() {
        assertThat(Signals.of("").gopher()).isEqualTo(new GopherSignals(0, 0, 0, 0, 0, 0, 0));
        assertThat(Signals.of("\n \n").fineWeb().linePunctRatio()).isZero();
    }

    private static List<String> texts(String text) {
        Words words = Words.of(text);
        return IntStream.range(0, words.count()).mapToObj(words::text).toList();
    }

    private static FineWebSignals fineWeb(String text) {
        return Signals.of(text).fineWeb();
    }

    private static String repetitionRule(String text) {
        Repetition found = Signals.of(text).repetition();
        double[] top = {0.2, 0.18, 0.16};
        double[] duplicate = {0.15, 0.14, 0.13, 0.12, 0.11, 0.10};
        if (found.dupParaFrac() > 0.3) {
            return "dup_para_frac";
        }
        if (found.dupParaCharFrac() > 0.2) {
            return "dup_para_char_frac";
        }
        if (found.dupLineFrac() > 0.3) {
            return "dup_line_frac";
        }
        if (found.dupLineCharFrac() > 0.2) {
            return "dup_line_char_frac";
        }
        for (int n = 2; n <= 4; n++) {
            if (found.top(n) > top[n - 2]) {
                return "top_" + n + "_gram";
            }
        }
        for (int n = 5; n <= 10; n++) {
            if (found.duplicate(n) > duplicate[n - 5]) {
                return "duplicated_" + n + "_n_grams";
            }
        }
        return "none";
    }

    private static String gopherRule(String text) {
        GopherSignals found = Signals.of(text).gopher();
        if (found.wordCount() < 10) {
            return "gopher_short_doc";
        }
        if (found.avgWordLength() < 3) {
            return "gopher_below_avg_threshold";
        }
        if (found.avgWordLength() > 10) {
            return "gopher_above_avg_threshold";
        }
        if (found.hashRatio() > 0.1) {
            return "gopher_too_many_hashes";
        }
        if (found.ellipsisRatio() > 0.1) {
            return "gopher_too_many_ellipsis";
        }
        return found.alphaWordsRatio() < 0.8 ? "gopher_below_alpha_threshold" : "none";
    }
}
