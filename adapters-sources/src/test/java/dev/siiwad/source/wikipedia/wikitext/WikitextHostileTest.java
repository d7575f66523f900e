package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WikitextHostileTest {
    private static final int PAGE_CHARS = 1_000_000;

    private static final Duration GENEROUS = Duration.ofSeconds(20);
    /** Separated by blanks; {@code ␣} is a blank, {@code ¶} a line end. */
    private static final String[] PIECES = blanks("""
            {{ }} { } {{{ }}} [[ ]] [ ] | {| |} |- ¶ ¶¶ ¶{|¶ ¶|}¶ ' '' ''' ''''' = == ¶==a==¶ * # : ; -{ }- ---- __ __TOC__ < > </ /> <!-- --> <ref>
            </ref> <ref/> <nowiki> </nowiki> <pre> </pre> <br> <table> </table> <b <div> & &lt; &# &#x41; http:// [http://a␣ File: Category: en: lang so
            zh-hans: ␣ ␣␣ \t ( ) , . ! a b Soomaali \u00A0 \uFDD0 \uFDD5 \uD83D \uDE00 \0 \r""");

    private static String[] blanks(String list) {
        String[] pieces = list.split("[ \n]+");
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = pieces[i].replace('␣', ' ').replace('¶', '\n');
        }
        return pieces;
    }

    @Test
    void neverThrowsAndLeavesNoMarks() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            StringBuilder page = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                page.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String text = Plain.text(page.toString());
            assertThat(text.chars().noneMatch(c -> c >= 0xFDD0 && c <= 0xFDEF))
                    .as("seed %d: %s", seed, page)
                    .isTrue();
        }
    }

    @Test
    void leavesRandomProseAsItIs() {
        String[] words = {
            "waa",
            "Soomaaliya",
            "l'an",
            "1960",
            "(1991)",
            "iyo",
            "5%",
            "R&D",
            "kale!",
            "haa?",
            "x-y",
            "“maya”",
            "日本",
            "a/b",
            "f()",
            ":)"
        };
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            StringBuilder prose = new StringBuilder("Qoraal");
            for (int i = random.nextInt(80); i >= 0; i--) {
                String between = random.nextInt(12) > 0 ? " " : random.nextBoolean() ? ".\nOo " : ".\n\nKan ";
                prose.append(between).append(words[random.nextInt(words.length)]);
            }
            assertThat(Plain.text(prose.toString())).as("seed %d", seed).isEqualTo(prose.toString());
        }
    }

    static String[] repeated() {
        return blanks("""
                {{ [[ ␣ <ref> <ref␣ <b␣ <math> <!-- {| ¶{|¶ ¶{|¶| -{ -{}- -{a; {{a| [[a| [[File:a| [[File:a|¶¶ ¶¶[[File:a|{{ }} ]] ¶|}
                [http:// [http://x] & &# __ __A = ¶==a== * ( (<ref/> <ref/>, ␣ ¶ ␣<!----> </ref> <table> </table> {{{ {{{a| {{[[ -{[[ {{lang|so|
                <nowiki> <pre> <br> < [ {""");
    }

    @ParameterizedTest
    @MethodSource("repeated")
    void finishesWhateverIsRepeated(String piece) {
        String page = piece.repeat(PAGE_CHARS / piece.length());
        assertTimeoutPreemptively(GENEROUS, () -> Plain.text(page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ }}",
                "[[ ]]",
                "{{a| }}",
                "[[a| ]]",
                "[ ]",
                "{ }",
                "-{ }-",
                "{{lang|so| }}",
                "[[File:a| ]]",
                "<table> </table>"
            })
    void finishesHoweverDeepItNests(String brackets) {
        String[] pair = brackets.split(" ");
        int depth = PAGE_CHARS / brackets.length() / 2;
        String page = pair[0].repeat(depth) + "x".repeat(PAGE_CHARS / 2) + pair[1].repeat(depth);
        assertTimeoutPreemptively(GENEROUS, () -> Plain.text(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{stub| }}", "[[File:x| ]]", "{{[[File:x| ]]}}", "<table> </table>"})
    void removesWhatNestsDeeperThanItCounts(String brackets) {
        String[] pair = brackets.split(" ");
        int depth = 3 * Openers.DEPTH_MAX;
        assertThat(Plain.text("a " + pair[0].repeat(depth) + "b" + pair[1].repeat(depth) + " c [[d]]"))
                .isEqualTo("a c d");
    }
}
