package dev.siiwad.storage.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PythonWordsTest {
    @Test
    void countsWhatIsBetweenWhiteSpace() {
        assertThat(count("")).isZero();
        assertThat(count(" \n ")).isZero();
        assertThat(count("  sii  wad\n")).isEqualTo(2);
        assertThat(count("\uD83D\uDE00 \uD83D\uDE00")).isEqualTo(2);
    }

    @Test
    void splitsAtEveryWhiteSpaceOfUnicodeAndAtNoOther() {
        String spaces =
                "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
        spaces.chars()
                .forEach(space -> assertThat(count("a" + (char) space + "b"))
                        .as("%04x", space)
                        .isEqualTo(2));
        "\u001b\u180e\u200b\u2060\ufeff_-"
                .chars()
                .forEach(other -> assertThat(count("a" + (char) other + "b"))
                        .as("%04x", other)
                        .isEqualTo(1));
    }

    private static long count(String text) {
        return PythonWords.count(text.getBytes(StandardCharsets.UTF_8));
    }
}
