package dev.siiwad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    private static Environment of(String value) {
        return Environment.of(Map.of("NAME", value));
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(of(" ").text("NAME")).isEmpty();
        assertThat(of("").number("NAME", 1)).isEmpty();
        assertThat(of("x").text("OTHER")).isEmpty();
    }

    @Test
    void valuesAreRead() {
        assertThat(of(" 17 ").number("NAME", 1)).contains(17L);
        assertThat(of("17").integer("NAME", 17)).contains(17);
        assertThat(of("0.5").seconds("NAME")).contains(Duration.ofMillis(500));
        assertThat(of("2.50").decimal("NAME").orElseThrow()).isEqualByComparingTo("2.5");
        assertThat(of("TRUE").isTrue("NAME")).isTrue();
        assertThat(of("yes").isTrue("NAME")).isFalse();
        assertThat(of("http://localhost:80").address("NAME", "https://other.example"))
                .hasToString("http://localhost:80");
    }

    @ParameterizedTest
    @CsvSource({
        "many,a whole number",
        "0,at least 1",
        "-3,at least 1",
        "3000000000,at most 2147483647",
    })
    void aMalformedNumberIsShownWithWhatWasExpected(String value, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(value).integer("NAME", 1))
                .withMessage("NAME is \"" + value + "\"; expected " + expected);
    }

    @Test
    void aMalformedAddressIsNotShown() {
        for (String value :
                new String[] {"secret", "ftp://secret.example", "https://me:secret@host.example", "a secret"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(value).address("NAME", "https://other.example"))
                    .withMessageStartingWith("NAME is not ")
                    .withMessageEndingWith("expected a form like https://other.example")
                    .withMessageNotContaining("secret");
        }
    }

    @Test
    void itsTextShowsNoValue() {
        assertThat(of("secret")).asString().doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "-1e1000000000", "1e-1000000000", "1000000001"})
    void aNumberThatNobodyCouldWriteOutIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(value).decimal("NAME"))
                .withMessageContaining("a number up to 1000000000 with at most 18 decimals");
    }
}
