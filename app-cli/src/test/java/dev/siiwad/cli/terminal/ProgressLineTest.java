package dev.siiwad.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    private static final String ERASE = "\r\033[J";
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger columns = new AtomicInteger(80);
    private final ProgressLine line =
            new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, columns::get);

    @Test
    void logLinesPassAboveIt() {
        line.show(width -> "10 documents");
        line.print("INFO: saved\n");
        line.clear();
        line.print("INFO: done\n");
        assertThat(written())
                .isEqualTo(ERASE + "10 documents" + ERASE + "INFO: saved\n10 documents" + ERASE + "INFO: done\n");
    }

    @Test
    void leavesTheLastColumnFree() {
        columns.set(40);
        line.show(width -> "x".repeat(200));
        assertThat(written()).isEqualTo(ERASE + "x".repeat(38) + "…");
    }

    @Test
    void isToldHowMuchRoomThereIsNow() {
        line.show(width -> "room for " + width);
        columns.set(150);
        line.show(width -> "room for " + width);
        assertThat(written()).isEqualTo(ERASE + "room for 79" + ERASE + "room for 149");
    }

    @Test
    void takesAwayAllRowsIntoWhichANarrowerWindowHasBrokenIt() {
        line.show(width -> "x".repeat(70));
        columns.set(30);
        line.show(width -> "short");
        assertThat(written()).isEqualTo(ERASE + "x".repeat(70) + "\r\033[2A\033[J" + "short");
    }

    @Test
    void showsNothingThatCouldMoveTheCursor() {
        line.show(width -> "downloading a\033[2Jb\nc");
        assertThat(written()).isEqualTo(ERASE + "downloading a\uFFFD[2Jb\\nc");
    }

    @Test
    void withoutATerminalThereIsNone() {
        ProgressLine none = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, columns::get);
        none.show(width -> "10 documents");
        none.print("INFO: saved\n");
        none.clear();
        assertThat(bytes).hasToString("INFO: saved\n");
    }

    @ParameterizedTest
    @CsvSource({
        "abc,3",
        "Åland,5",
        "A\u030Aland,5",
        "日本語,6",
        "ﾊﾝｶｸ,4",
        "한국어,6",
        "\u1112\u1161\u11AB,2",
        "مرحبا,5",
        "नमस्ते,4",
        "a\u200Bb,2",
        "👍,2",
        "…,1"
    })
    void countsColumnsAsATerminalDoes(String text, int width) {
        assertThat(TextWidth.of(text)).isEqualTo(width);
    }

    @Test
    void cutsBetweenLettersAndNeverOffAMark() {
        assertThat(TextWidth.cut("日本語", 6)).isEqualTo("日本語");
        assertThat(TextWidth.cut("日本語", 5)).isEqualTo("日本…");
        assertThat(TextWidth.cut("日本語", 4)).isEqualTo("日…");
        assertThat(TextWidth.cut("A\u030Aland", 3)).isEqualTo("A\u030Al…");
        assertThat(TextWidth.cut("abc", 0)).isEmpty();
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\033[?7l", "").replace("\033[?7h", "");
    }
}
