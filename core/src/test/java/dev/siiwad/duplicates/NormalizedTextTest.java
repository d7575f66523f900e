package dev.siiwad.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are the same. What this says of a text is part of what {@code exact/1} means. */
class NormalizedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Waa maxay",
                " Waa maxay ",
                "Waa\n\nmaxay\n",
                "Waa\u00a0\u2003maxay",
                "\u3000Waa\u2028maxay\u0085",
                "Waa\t \r\nmaxay"
            })
    void textsThatDifferInWhiteSpaceAreTheSame(String text) {
        assertThat(NormalizedText.of(text)).isEqualTo("Waa maxay");
        assertThat(NormalizedText.key(text)).isEqualTo(NormalizedText.key("Waa maxay"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"waa maxay", "Waa maxay?", "Waamaxay", "Waa\u200bmaxay", "Waa max\u00e1y", "Waa maxa\u0301y", ""
            })
    void allElseCounts(String text) {
        assertThat(NormalizedText.key(text)).isNotEqualTo(NormalizedText.key("Waa maxay"));
    }

    /** The digest of {@code abc}, as FIPS 180-2 has it. */
    @Test
    void theKeyIsTheBeginningOfTheDigest() {
        assertThat(NormalizedText.key(" abc\n")).hasToString("ba7816bf8f01cfea414140de5dae2223");
        assertThat(Key.parse("ba7816bf8f01cfea414140de5dae2223")).isEqualTo(NormalizedText.key("abc"));
    }

    @Test
    void theKeyIsThatOfTheNormalizedText() {
        Random random = new Random(20261130);
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                int character = random.nextInt(4) == 0
                        ? " \t\n\u0085\u00a0\u1680\u2000\u200a\u200b\u2028\u202f\u205f\u2060\u3000\u3001"
                                .charAt(random.nextInt(15))
                        : random.nextInt(random.nextBoolean() ? 0x80 : 0x3100);
                text.appendCodePoint(random.nextInt(20) == 0 ? 0x1F600 : character);
            }
            byte[] utf8 = NormalizedText.of(text.toString()).getBytes(StandardCharsets.UTF_8);
            assertThat(NormalizedText.key(text.toString()))
                    .isEqualTo(Key.of(Sha256.start().digest(utf8)));
        }
    }
}
