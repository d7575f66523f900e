package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuiltTextTest {
    @Test
    void puttingTextInThePlaceOfTextIsWhatAStringBuilderDoes() {
        String[] texts = {"", "a", "bcd", "x".repeat(40)};
        for (String first : texts) {
            for (String second : texts) {
                BuiltText built = new BuiltText(0);
                StringBuilder expected = new StringBuilder();
                built.append("siiwad");
                expected.append("siiwad");
                built.replace(2, 4, first);
                expected.replace(2, 4, first);
                built.replace(0, built.length(), second);
                expected.replace(0, expected.length(), second);
                built.append(first, 0, first.length());
                expected.append(first);
                assertThat(built).hasToString(expected.toString());
                assertThat(built.indexOf('x', 1)).isEqualTo(expected.indexOf("x", 1));
            }
        }
    }

    @Test
    void whatWasCutOffIsGone() {
        BuiltText built = new BuiltText(3);
        built.append("sii\nwad");
        built.cutTo(3);
        assertThat(built.indexOf('\n', 0)).isEqualTo(-1);
        assertThat(built).hasToString("sii");
    }
}
