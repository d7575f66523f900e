package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.cli.crashtest.Comparison;
import dev.siiwad.cli.crashtest.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every difference is found, counted and said in words. */
class CrashtestComparisonTest {
    private static final String RUN = "20261101_mine";

    @TempDir
    Path directory;

    private Published published(String name, String more) throws IOException {
        String command = "ingest list --run-id " + RUN + " --storage " + name + " " + more;
        Program.Outcome outcome = new Program(directory).run(command.strip().split(" "));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return in(name);
    }

    private Published in(String name) throws IOException {
        return Published.in(directory.resolve(name).resolve("processed/silver"));
    }

    @Test
    void twoRunsOfTheSameAreTheSame() throws IOException {
        Published reference = published("a", "--malformed-every 7");
        Comparison comparison = Comparison.of(reference, published("b", "--malformed-every 7"));
        assertThat(comparison.same()).as(comparison.toString()).isTrue();
        assertThat(comparison.findings()).isEmpty();
        assertThat(reference.digest()).isEqualTo(in("b").digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "jsonl"})
    void aDocumentThatIsMissingIsLost(String format) throws IOException {
        Published reference = published("a", "--size 100 --min-length 0 --format " + format);
        Published tested = published("b", "--size 99 --min-length 0 --format " + format);
        Comparison comparison = Comparison.of(reference, tested);
        assertThat(comparison.same()).isFalse();
        assertThat(comparison.lost()).isEqualTo(1);
        assertThat(comparison.doubled()).isZero();
        assertThat(comparison.findings().get(0))
                .matches(RUN + "-part-0000\\.\\S+: document \\d+ of it.* is id"
                        + " [0-9a-f]{16}… in the reference run, nothing in the tested one");
        assertThat(comparison.findings())
                .contains("The receipt has read 100 in the reference run, 99 in the tested one")
                .contains("The receipt has last_index 100 in the reference run, 99 in the tested one");

        Comparison other = Comparison.of(tested, reference);
        assertThat(other.lost()).isZero();
        assertThat(other.doubled()).isEqualTo(1);
    }

    @Test
    void whereEverythingReadWasKeptTheOffsetIsNamed() throws IOException {
        String keepAll = "--min-length 0 --max-records 2";
        Published reference = published("a", keepAll);
        Published tested = published("b", keepAll.replace("2", "1"));
        assertThat(reference.receipt().kept()).isEqualTo(reference.receipt().read());
        assertThat(Comparison.of(reference, tested).findings().get(0)).contains(": document 2 of it (offset 1) is id ");
    }

    @Test
    void aFlippedBitIsFoundAndTheFileNamed() throws IOException {
        Published reference = published("a", "");
        Published tested = published("b", "");
        Path part = tested.files().values().iterator().next();
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
        Comparison comparison = Comparison.of(reference, tested);
        assertThat(comparison.different()).isPositive();
        assertThat(comparison.findings().get(0)).startsWith(part.getFileName() + ": ");
        assertThat(comparison.findings()).anyMatch(finding -> finding.contains("with sha256"));
    }

    @Test
    void anotherQuarantineIsShown() throws IOException {
        Published reference = published("a", "--malformed-every 7");
        Published tested = published("b", "--malformed-every 5");
        assertThat(Comparison.of(reference, tested).findings())
                .anyMatch(finding -> finding.startsWith(RUN + "-quarantine.jsonl: line 1 is {\"offset\":6,")
                        && finding.contains("in the reference run, {\"offset\":4,"));
    }

    @Test
    void aFileThatOnlyOneHasIsNamed() throws IOException {
        Published reference = published("a", "");
        published("b", "");
        String extra = RUN + "-part-0001.parquet";
        Files.write(in("b").directory().resolve(extra), new byte[10]);
        assertThat(Comparison.of(reference, in("b")).findings()).contains(extra + ": only the tested run published it");
    }

    @Test
    void aSourceThatChangedIsNobodysFault() throws IOException {
        Comparison comparison = Comparison.of(published("a", "--edition first"), published("b", "--edition second"));
        assertThat(comparison.same()).isFalse();
        assertThat(comparison.different()).isZero();
        assertThat(comparison.notOurs().orElseThrow())
                .contains("The source changed between the two runs", "list@first", "list@second", "--revision");
    }

    @Test
    void aDayThatChangedIsNobodysFault() throws IOException {
        Published reference = published("a", "");
        Path day = published("b", "").directory();
        Files.move(day, day.resolveSibling("date_accessed=2026-11-02"));
        assertThat(Comparison.of(reference, in("b")).notOurs().orElseThrow())
                .contains("The day changed between the two runs", "date_accessed=2026-11-02", "--run-id");
    }

    @Test
    void aRunThatPublishedNothingIsNoRun() {
        assertThatThrownBy(() -> in("nowhere")).isInstanceOf(IOException.class).hasMessageContaining("has 0 receipts");
    }
}
