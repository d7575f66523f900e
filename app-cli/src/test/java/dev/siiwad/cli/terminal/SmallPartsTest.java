package dev.siiwad.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.Environment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallPartsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "SDC_A=one|one",
                "SDC_A = one two  # three|one two",
                "export SDC_A=\"one # two\"|one # two",
                "SDC_A='one \"two\"' # three|one \"two\"",
                "SDC_A=a#b|a#b",
                "SDC_A=https://x.example/?a=b|https://x.example/?a=b"
            })
    void readsTheFormsOfDotEnv(String line, String value) {
        assertThat(DotEnv.parse(".env", line)).containsEntry("SDC_A", value);
    }

    @Test
    void anEmptyValueOfDotEnvIsNone() {
        Environment environment = Environment.of(DotEnv.parse(".env", "SDC_A=\nSDC_B=# nothing\nSDC_C=\"\""));
        assertThat(environment.text("SDC_A")).isEmpty();
        assertThat(environment.text("SDC_B")).isEmpty();
        assertThat(environment.text("SDC_C")).isEmpty();
    }

    @Test
    void theCommandToGoOnWithCanBePasted() {
        List<String> typed = List.of("ingest", "wikipedia", "--force", "--dump", "my dump's.xml", "--explain");
        assertThat(CommandText.of("./siiwad", typed)).isEqualTo("./siiwad ingest wikipedia --dump 'my dump'\\''s.xml'");
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "59,59 s", "60,1 min", "7800,2 h 10 min", "172800,2 days"})
    void spansReadWell(long seconds, String text) {
        assertThat(Span.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void spansOfOptionsHaveAUnit() {
        assertThat(Span.parse("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(Span.parse("2w")).isEqualTo(Duration.ofDays(14));
        assertThatThrownBy(() -> Span.parse("7")).hasMessageContaining("7d, 12h or 30m");
    }
}
