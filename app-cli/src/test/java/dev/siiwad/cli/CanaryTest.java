package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.Setting;
import dev.siiwad.cli.terminal.SettingTable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A word that no other text has is in every place for a secret, and is looked for in all that the program says and keeps. */
class CanaryTest {
    static final String CANARY = "canary4711-of-no-other-text";

    private static final String[] INGEST = {
        "ingest",
        "huggingface",
        "custom",
        "--dataset-name",
        "org/name",
        "--verbose",
        "--log-file",
        "run.log",
        "--metrics-file",
        "run.prom"
    };

    @TempDir
    Path directory;

    private Program program(String format) throws IOException {
        Program program = new Program(directory);
        secrets().forEach(program::with);
        program.with("SDC_LOGGING__FORMAT", format);
        Files.writeString(directory.resolve(".env"), "HF_HUB_PASSWORD=" + CANARY + "\nSDC_HTTP__CONTACT=me\n");
        Files.writeString(
                directory.resolve("siiwad.yaml"),
                "scraping:\n  tiktok:\n    client_secret: " + CANARY + "-of-the-file\n");
        return program;
    }

    /** Every variable that holds one. */
    static Map<String, String> secrets() {
        Map<String, String> secrets = new TreeMap<>();
        for (Setting setting : SettingTable.all()) {
            switch (setting.kind()) {
                case SECRET -> secrets.put(setting.name(), CANARY);
                case PROXY -> secrets.put(setting.name(), "http://user:" + CANARY + "@127.0.0.1:9");
                default -> {}
            }
        }
        assertThat(secrets).containsKeys("HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "HTTPS_PROXY");
        return secrets;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void isInNothingThatARunSaysOrKeeps(String format) throws IOException {
        Program program = program(format);
        try (AnyHub hub = new AnyHub("org/name", Map.of("train.jsonl", AnyHub.lines("text", 30)))) {
            Outcome outcome = program.with("HF_ENDPOINT", hub.url()).run(INGEST);
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err()).contains("/datasets/org/name/resolve/", "status 200");
            assertThat(program.files()).containsKey("run.prom");
            assertThat(hub.requests).anyMatch(request -> request.contains(CANARY));
            requireNone(program, outcome);
        }
        requireNoneOnTheDashboard();
        Outcome down = program.with("SDC_HTTP__RETRY_FOR", "0").run(and(INGEST, "--force", "--again"));
        assertThat(down.code()).isEqualTo(1);
        requireNone(program, down);
    }

    @Test
    void isInNoOtherOutput() throws IOException {
        Program program = program("text");
        for (String[] call : new String[][] {
            {"config", "show"},
            {"config", "show", "--json"},
            {"config", "check"},
            {"status", "--json"},
            {"status", "--check"},
            {"ingest", "tiktok", "--video-urls", "none.txt"},
            {"ingest", "tiktok", "--video-urls", "none.txt", "--api-token", CANARY, "--verbose"},
            {"ingest", "all", "--only", "tiktok", "--verbose", "--json"},
            {"sources", "--json"},
            {"ingest", "list", "--storage", "s3://bucket/prefix", "--max-records", "x"}
        }) {
            requireNone(program, program.run(call));
        }
    }

    /** But for its own token, which is in its address. */
    private void requireNoneOnTheDashboard() throws IOException {
        Map<String, String> variables = new TreeMap<>(secrets());
        variables.remove("SDC_DASHBOARD__TOKEN");
        try (ServedDashboard board = new ServedDashboard(directory, variables)) {
            String datasets = board.event("datasets", "org.name");
            JsonNode one =
                    new ObjectMapper().readTree(datasets).path("datasets").path(0);
            String query = "?place=0&source=" + one.path("source").asText() + "&run="
                    + one.path("run_id").asText();
            for (String path : List.of("", "metrics", "dataset" + query, "receipt" + query)) {
                HttpResponse<String> answer = board.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body() + answer.headers().map()).as(path).doesNotContain(CANARY);
            }
            assertThat(datasets + board.line()).doesNotContain(CANARY);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void requireNone(Program program, Outcome outcome) throws IOException {
        assertThat(outcome.out() + outcome.err()).doesNotContain(CANARY);
        Map<String, String> files = program.files();
        files.keySet().removeAll(List.of(".env", "siiwad.yaml"));
        assertThat(files)
                .isNotNull()
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain(CANARY));
    }

    private static String[] and(String[] call, String... more) {
        List<String> all = new ArrayList<>(List.of(call));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
