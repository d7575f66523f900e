package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.metrics.MetricsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a run in a file, and their format. */
class MetricsTest {
    private static final String LIST = "{source=\"List-Somali\"}";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    private Map<String, Double> samples() throws IOException {
        return MetricsGrammar.samples(Files.readString(directory.resolve("run.prom")));
    }

    @Test
    void aFinishedRunTellsItsCountsAndThatItIsDone() throws IOException {
        Outcome outcome = program.run("ingest", "list", "--run-id", "run-1", "--metrics-file", "run.prom");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(samples())
                .contains(
                        entry("siiwad_run_exit_code" + LIST, 0.0),
                        entry("siiwad_run_running" + LIST, 0.0),
                        entry("siiwad_run_attempt" + LIST, 1.0),
                        entry("siiwad_run_documents_read_total" + LIST, 100.0),
                        entry("siiwad_run_documents_kept_total" + LIST, 67.0))
                .anySatisfy((sample, value) -> assertThat(sample).contains("run_id=\"run-1\""));
        assertThat(program.files().keySet()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void aRunThatFailsTellsHow() throws IOException {
        assertThat(program.with("SDC_METRICS__FILE", "run.prom")
                        .run("ingest", "failing", "--at", "40")
                        .code())
                .isEqualTo(1);
        assertThat(samples())
                .contains(
                        entry("siiwad_run_exit_code" + LIST, 1.0),
                        entry("siiwad_run_documents_read_total" + LIST, 40.0))
                .containsKey("siiwad_run_checkpoint_timestamp_seconds" + LIST);
    }

    @Test
    void aFileThatCannotBeIsAnErrorBeforeAnythingIsRead() {
        Outcome missing = program.run("ingest", "list", "--metrics-file", "none/run.prom");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("--metrics-file ", "none/run.prom: its directory does not exist");
        assertThat(program.run("ingest", "list", "--metrics-file", ".").err()).contains("is not a file");
        assertThat(program.checkpoint()).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenAnyMoreStopsNoRun() throws IOException {
        Files.createDirectories(directory.resolve(".run.prom.tmp/in-the-way"));
        Outcome outcome = program.run("ingest", "list", "--metrics-file", "run.prom");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).containsOnlyOnce("WARNING: The metrics are not written; the run goes on.");
    }

    @Test
    void anyTextIsALabel() {
        MetricsText text = new MetricsText();
        text.gauge("siiwad_one", "With a \\ and\na line").sample(MetricsText.labels("a", "q\"\\\n}", "b", "<é>"), 0.25);
        text.gauge("siiwad_other", "Other").sample(Map.of(), Instant.ofEpochMilli(1500));
        text.gauge("siiwad_one", "The same again").sample(Map.of(), Double.NaN);
        assertThat(text).hasToString("""
                # HELP siiwad_one With a \\\\ and\\na line
                # TYPE siiwad_one gauge
                siiwad_one{a="q\\"\\\\\\n}",b="<é>"} 0.25
                siiwad_one NaN
                # HELP siiwad_other Other
                # TYPE siiwad_other gauge
                siiwad_other 1.5
                """);
        assertThat(MetricsGrammar.samples(text.toString())).hasSize(3);
    }

    @Test
    void namesHoldToTheConventions() {
        MetricsText text = new MetricsText();
        assertThatThrownBy(() -> text.counter("siiwad_things", "x")).hasMessageContaining("_total");
        assertThatThrownBy(() -> text.gauge("Other", "x")).hasMessageContaining("Other");
        assertThatThrownBy(() -> text.gauge("siiwad_x", "x").sample(Map.of("A-b", ""), 1))
                .hasMessageContaining("A-b");
    }
}
