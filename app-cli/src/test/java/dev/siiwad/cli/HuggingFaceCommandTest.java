package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceCommandTest {
    private static final String[] MC4 = {
        "ingest", "huggingface", "mc4", "--max-records", "5000", "--run-id", "20261101_run"
    };

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    @Test
    void refusesATokenThatIsNoneWithoutShowingIt() {
        Outcome outcome = program.with("HF_TOKEN", "hf_secret and more")
                .run("ingest", "huggingface", "custom", "--dataset-name", "a/b");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("HF_TOKEN is empty, or holds a blank")
                .doesNotContain("hf_secret");
    }

    @Test
    @Timeout(120)
    void theWalkthroughOfTheGuide() throws Exception {
        try (SmallHub hub = SmallHub.of(6000, 2)) {
            try (Child child = Child.start(directory, Map.of("HF_ENDPOINT", hub.url()), MC4)) {
                child.until("INFO: Checkpoint saved: offset=3000, processed=2700")
                        .kill();
                assertThat(child.lines())
                        .containsSubsequence(
                                "INFO: No checkpoint found, starting from beginning",
                                "INFO: Checkpoint saved: offset=1000, processed=900",
                                "INFO: Checkpoint saved: offset=2000, processed=1800");
            }
            Outcome second = program.with("HF_ENDPOINT", hub.url()).run(MC4);
            assertThat(second.code()).isZero();
            assertThat(second.err().lines())
                    .startsWith("INFO: Found checkpoint: .checkpoint.json")
                    .element(1)
                    .asString()
                    .matches("INFO: Resuming from checkpoint: offset=[345]000, processed=\\d+");
            assertThat(second.err()).endsWith("INFO: Processing complete, removing checkpoint\n");
            assertThat(second.out()).startsWith("Read:        5,000 documents\nKept:        4,500\n");

            Program other = new Program(elsewhere);
            other.with("HF_ENDPOINT", hub.url()).run(MC4);
            assertThat(program.published()).isNotEmpty().isEqualTo(other.published());
        }
    }

    @Test
    @Timeout(60)
    void aSilentServerDoesNotHoldUpTheEnd() throws Exception {
        try (SmallHub hub = SmallHub.of(100, 1)) {
            hub.fallSilent();
            Map<String, String> variables = Map.of("HF_ENDPOINT", hub.url(), "SDC_LOGGING__LEVEL", "DEBUG");
            try (Child child = Child.start(directory, variables, "ingest", "huggingface", "mc4")) {
                hub.awaitAskedInVain();
                child.signal("TERM");
                assertThat(child.end()).isEqualTo(143);
                assertThat(child.lines()).contains("INFO: Interrupted by user, saving checkpoint");
                assertThat(child.lines().get(child.lines().size() - 1)).contains("Carry on with: siiwad ingest");
            }
        }
    }

    @Test
    void theTokenIsNeverShown() throws IOException {
        try (SmallHub hub = SmallHub.of(10, 1)) {
            Outcome outcome = program.with("HF_ENDPOINT", hub.url())
                    .with("HF_TOKEN", "hf_secret")
                    .with("SDC_LOGGING__LEVEL", "DEBUG")
                    .run("ingest", "huggingface", "mc4");
            assertThat(outcome.code()).isZero();
            assertThat(hub.authorizations).contains("Bearer hf_secret");
            assertThat(outcome.out() + outcome.err() + program.files()).doesNotContain("hf_secret");
        }
    }

    @Test
    void variablesOfThePythonProjectAreHonoured() throws IOException {
        try (SmallHub hub = SmallHub.of(200, 1)) {
            Outcome outcome = program.with("HF_ENDPOINT", hub.url())
                    .with("SDC_SCRAPING__HUGGINGFACE__DEFAULT_DATASET", "mc4")
                    .with("SDC_SCRAPING__HUGGINGFACE__MAX_RECORDS", "60")
                    .with("SDC_SCRAPING__HUGGINGFACE__MIN_LENGTH_THRESHOLD", "3")
                    .run("ingest", "huggingface");
            assertThat(outcome.out())
                    .startsWith("Read:        60 documents\nKept:        54\nDropped:     6  (min_token_floor 6)");
            assertThat(program.run("ingest", "huggingface", "mc4", "--max-records", "20")
                            .out())
                    .startsWith("Read:        20 documents");
        }
    }

    @Test
    void readsFilesThatAreThere() throws IOException {
        Files.writeString(
                directory.resolve("a.jsonl"),
                "{\"qoraal\":\"Kani waa qoraal ku filan in la hayo.\",\"magac\":\"Kow\"}\n");
        Outcome outcome = program.run(
                "ingest",
                "huggingface",
                "custom",
                "--text-field",
                "qoraal",
                "--title-field",
                "magac",
                "--min-length",
                "10",
                "--files",
                "a.jsonl",
                "--source-id",
                "Files-Somali");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("Read:        1 document\nKept:        1\n");
        assertThat(directory.resolve("data/processed/silver/source=Files-Somali"))
                .isDirectory();
    }

    @Test
    void wrongUsageSaysWhatWasExpected() {
        assertThat(program.run("ingest", "huggingface").err()).contains("mc4 or custom");
        assertThat(program.run("ingest", "huggingface", "oscar").code()).isEqualTo(2);
        assertThat(program.run("ingest", "huggingface", "custom").err()).contains("--dataset-name or --files");
        assertThat(program.run("ingest", "huggingface", "mc4", "--text-field", "x")
                        .code())
                .isEqualTo(2);
        assertThat(program.run("ingest", "huggingface", "custom", "--dataset-name", "a/b/c")
                        .err())
                .isEqualTo("ERROR: dataset is \"a/b/c\"; expected a form like allenai/c4\n");
        assertThat(new Program(directory)
                        .with("HF_ENDPOINT", "ftp://x")
                        .run("ingest", "huggingface", "mc4")
                        .err())
                .startsWith("ERROR: HF_ENDPOINT is not a web address");
    }
}
