package dev.siiwad.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLettersTest {
    @Test
    void leavesOutWhatIsInNoLanguage() {
        assertThat(plain("Waxay TIRI: 1,200 qof, 😀 eeg https://so.example/a?b=1 ama qof@example.org #maanta"))
                .isEqualTo("waxay tiri: , qof, eeg ama");
    }

    /** The model knows Somali without it. */
    @Test
    void leavesOutWhatTrainingTookForAFace() {
        assertThat(plain("xorriyadda :) waxay is-saxda")).isEqualTo("rriyadda waxay is sa a");
    }

    @Test
    void makesWhiteSpaceOneBlank() {
        assertThat(plain("  a\n\n\tb\u00a0\u2003c  ")).isEqualTo("a b c");
    }

    @Test
    void keepsNoCharacterMoreThanTwiceInARow() {
        assertThat(plain("haaaaa!!!! wow")).isEqualTo("haa!! wow");
    }

    @Test
    void keepsMarksAndLettersOfAllScripts() {
        assertThat(plain("Ma’aha C# ኢትዮጵያ سلام")).isEqualTo("ma’aha c# ኢትዮጵያ سلام");
    }

    @Test
    void looksAtHeadMiddleAndEndAndAtNothingTwice() {
        assertThat(Judgement.parts("")).containsExactly("");
        assertThat(Judgement.parts("a".repeat(400))).hasSize(1);
        assertThat(Judgement.parts("a".repeat(400) + "b")).containsExactly("a".repeat(201), "a".repeat(200) + "b");
        assertThat(Judgement.parts("a".repeat(350) + "b".repeat(350) + "c".repeat(350)))
                .containsExactly("a".repeat(350), "b".repeat(350), "c".repeat(350));
        List<String> parts = Judgement.parts("a".repeat(5_000) + "b".repeat(5_000) + "c".repeat(5_000));
        assertThat(parts).containsExactly("a".repeat(400), "b".repeat(400), "c".repeat(400));
    }

    private static String plain(String text) {
        return PlainLetters.of(text).toString();
    }
}
