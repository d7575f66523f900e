package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d) ";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void prepare() {
        program = new Program(directory);
    }

    @Test
    void theTimeComesBeforeTheWordsOfTheGuide() {
        Outcome outcome = program.with("SDC_LOGGING__FORMAT", "text").run("ingest", "list");
        assertThat(outcome.err().lines()).allMatch(line -> line.matches(TIME + "INFO: .*"));
        assertThat(outcome.err().replaceAll("(?m)^" + TIME, ""))
                .startsWith("INFO: No checkpoint found, starting from beginning\n"
                        + "INFO: Checkpoint saved: offset=100, processed=");
        assertThat(program.with("SDC_LOGGING__FORMAT", "")
                        .run("ingest", "list", "--force")
                        .err())
                .matches("(?s)" + TIME + "INFO: Ignoring.*");
    }

    @Test
    void plainIsWithoutTheTime() {
        assertThat(program.with("SDC_LOGGING__FORMAT", "plain")
                        .run("ingest", "list")
                        .err())
                .startsWith("INFO: No checkpoint found, starting from beginning\n");
    }

    @Test
    void jsonNamesRunSourceAndEventAndGivesTheNumbersAsNumbers() throws IOException {
        Outcome outcome = program.with("SDC_LOGGING__FORMAT", "json").run("ingest", "list", "--run-id", "run-1");
        List<JsonNode> lines = json(outcome.err());
        assertThat(lines.get(0).toString())
                .matches("\\{\"timestamp\":\"\\d{4}-.*Z\",\"level\":\"INFO\",\"logger\":\"dev.siiwad.ingest\","
                        + "\"message\":\"No checkpoint found, starting from beginning\",\"source\":\"List-Somali\","
                        + "\"event\":\"discovery_start\",\"offset\":0,\"forced\":false}");
        JsonNode saved = lines.stream()
                .filter(line -> line.path("event").asText().equals("checkpoint_saved"))
                .findFirst()
                .orElseThrow();
        assertThat(saved.path("run_id").asText()).isEqualTo("run-1");
        assertThat(saved.path("offset").isNumber()).isTrue();
        assertThat(saved.path("offset").asLong()).isEqualTo(100);
        assertThat(lines.get(lines.size() - 1).path("event").asText()).isEqualTo("run_complete");
    }

    @Test
    void inJsonNothingElseIsOnStderr() throws IOException {
        program.with("SDC_LOGGING__FORMAT", "json").with("SDC_LOGGING__LEVEL", "DEBUG");
        String[][] calls = {
            {"ingest", "list"},
            {"ingest", "list", "--max-recrds", "3"},
            {"ingst"},
            {},
            {"ingest", "list", "--max-records", "many"},
            {"ingest", "list", "--format", "xml"},
            {"checkpoint", "show", "Nothing"},
            {"status", "--storage", "gs://x"}
        };
        for (String[] call : calls) {
            String err = program.run(call).err();
            assertThat(json(err)).as(err).allMatch(line -> line.hasNonNull("level"));
        }
    }

    @Test
    void debugTellsWhatBecomesOfEachDocument() throws IOException {
        Outcome outcome = program.with("SDC_LOGGING__FORMAT", "json").run("ingest", "list", "--verbose");
        List<String> events = json(outcome.err()).stream()
                .map(line -> line.path("event").asText())
                .toList();
        assertThat(events).contains("process_start", "process_success", "filter_applied", "publish_progress");
    }

    @Test
    void aLogFileHasTheSameLinesAndIsAppendedTo() throws IOException {
        Outcome first = program.run("ingest", "list", "--log-file", "run.log");
        assertThat(Files.readString(directory.resolve("run.log"))).isEqualTo(first.err());
        Outcome second = program.run("ingest", "list", "--force", "--log-file", "run.log");
        assertThat(Files.readString(directory.resolve("run.log"))).isEqualTo(first.err() + second.err());
    }

    @Test
    void quietDoesNotMakeTheLogFileShorter() throws IOException {
        Outcome outcome = program.with("SDC_LOGGING__FILE", "run.log").run("ingest", "list", "--quiet");
        assertThat(outcome.err()).isEmpty();
        assertThat(directory.resolve("run.log")).content().contains("INFO: Processing complete, removing checkpoint");
    }

    @Test
    void aLogFileThatCannotBeOpenedIsWrongUsage() {
        Outcome outcome = program.run("ingest", "list", "--log-file", "missing/run.log");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("ERROR: --log-file: " + directory + "/missing/run.log: no such file or directory\n");
    }

    private static List<JsonNode> json(String lines) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            read.add(new JsonMapper().readTree(line));
        }
        return read;
    }
}
