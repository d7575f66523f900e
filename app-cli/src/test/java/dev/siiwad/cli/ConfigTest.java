package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    private static final String SECRET = "canary-4711";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void prepare() {
        program = new Program(directory);
    }

    private void file(String text) throws IOException {
        Files.writeString(directory.resolve("siiwad.yaml"), text);
    }

    @Test
    void theFileIsBeatenByDotEnvWhichIsBeatenByTheEnvironment() throws IOException {
        file("http:\n  contact: of-the-file\n  connect_timeout: 11\n  request_timeout: 12\n");
        Files.writeString(directory.resolve(".env"), "SDC_HTTP__CONNECT_TIMEOUT=21\nSDC_HTTP__REQUEST_TIMEOUT=22\n");
        Outcome outcome = program.with("SDC_HTTP__REQUEST_TIMEOUT", "33").run("config", "show");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .contains(
                        "SETTING | VALUE | FROM",
                        "SDC_HTTP__CONTACT | of-the-file | " + directory + "/siiwad.yaml",
                        "SDC_HTTP__CONNECT_TIMEOUT | 21 | .env",
                        "SDC_HTTP__REQUEST_TIMEOUT | 33 | the environment",
                        "SDC_HTTP__RETRY_FOR | 600 | default");
    }

    @Test
    void theFileCountsInARunAndAnOptionBeatsIt() throws IOException {
        file("storage:\n  url: elsewhere\n");
        assertThat(program.run("ingest", "list", "--max-records", "5").out()).contains("elsewhere/processed");
        assertThat(program.run("ingest", "list", "--max-records", "5", "--storage", "typed")
                        .out())
                .contains("typed/processed");
    }

    @Test
    void secretsAreNotShown() throws IOException {
        file("hf_token: " + SECRET + "\nscraping:\n  tiktok:\n    client_secret: " + SECRET + "\n");
        program.with("AWS_SECRET_ACCESS_KEY", SECRET)
                .with("SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN", SECRET)
                .with("HTTPS_PROXY", "http://user:" + SECRET + "@proxy.example:3128");
        for (String[] call : new String[][] {{"config", "show"}, {"config", "show", "--json"}, {"config", "check"}}) {
            Outcome outcome = program.run(call);
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out() + outcome.err()).doesNotContain(SECRET);
        }
        assertThat(program.run("config", "show").out()).contains("http://…@proxy.example:3128");
    }

    @Test
    void anUnknownKeyIsAnErrorWithTheNearestKnownOne() throws IOException {
        file("data:\n  raw_dri: x\nscraping:\n  bbc:\n    max_articels: 3\n");
        Outcome outcome = program.run("status");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(
                        "siiwad.yaml: data.raw_dri is not a setting; did you mean data.raw_dir?",
                        "siiwad.yaml: scraping.bbc.max_articels is not a setting; did you mean scraping.bbc.max_articles?");
        file("http: [1, 2]\n");
        assertThat(program.run("status").err()).contains("siiwad.yaml: http is a list; expected a single value");
        file("a: b: c\n");
        assertThat(program.run("status").err()).contains("siiwad.yaml: is not YAML: ");
        file("just a line\n");
        assertThat(program.run("status").err()).contains("is not a group of settings");
        file("# nothing yet\n");
        assertThat(program.run("status").code()).isZero();
    }

    @Test
    void whatCannotBeIsNamedByCheck() throws IOException {
        file("threads: many\nscraping:\n  bbc:\n    min_delay: 1.5\n    max_requests_per_hour: 0\n");
        Outcome outcome = program.run("config", "check");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("SDC_THREADS is \"many\""))
                .anyMatch(line -> line.contains("MAX_REQUESTS_PER_HOUR is \"0\""));
        file("threads: 2\n");
        assertThat(program.run("config", "check").out()).isEqualTo("Every setting can be what it is set to\n");
    }

    @Test
    void anotherFileCanBeNamed() throws IOException {
        Files.writeString(directory.resolve("other.yaml"), "http:\n  contact: me\n");
        program.with("SIIWAD_CONFIG", "other.yaml");
        JsonNode settings = new JsonMapper()
                .readTree(program.run("config", "show", "--json").out())
                .path("settings");
        assertThat(settings).anySatisfy(setting -> {
            assertThat(setting.path("key").asText()).isEqualTo("http.contact");
            assertThat(setting.path("value").asText()).isEqualTo("me");
            assertThat(setting.path("from").asText()).endsWith("other.yaml");
        });
        assertThat(program.with("SIIWAD_CONFIG", "missing.yaml").run("status").err())
                .contains("missing.yaml: no such file or directory");
    }
}
