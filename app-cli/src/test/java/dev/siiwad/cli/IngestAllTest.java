package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sources by one command, each in a process of its own. */
class IngestAllTest {
    private static final String ONE_AND_NONE = """
            ingest:
              one:
                source: huggingface
                dataset: custom
                files: [one.jsonl]
                every: 2d
                format: jsonl
              none:
                source: huggingface
                dataset: custom
                files: none.jsonl
            """;

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void prepare() throws IOException {
        program = new Program(directory);
        Files.write(directory.resolve("one.jsonl"), AnyHub.lines("text", 30));
    }

    private void configure(String text) throws IOException {
        Files.writeString(directory.resolve("siiwad.yaml"), text);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthersAndOneThatIsNotDueIsNotRead() throws IOException {
        configure(ONE_AND_NONE);
        Outcome first = program.run("ingest", "all");
        assertThat(first.code()).as(first.err()).isEqualTo(4);
        assertThat(first.err())
                .contains("INFO: 2 of 2 sources are due\n")
                .contains("[one] INFO: Processing complete, removing checkpoint\n")
                .contains("[none] ERROR: ");
        assertThat(first.out()).containsPattern("one +HuggingFace-files_\\w+ +published +30 +30 +\\d+ s +0\n");
        assertThat(program.published()).hasSize(1);

        Outcome second = program.run("ingest", "all", "--json", "--parallel");
        JsonNode sources = new ObjectMapper().readTree(second.out()).path("sources");
        assertThat(second.code()).isEqualTo(4);
        assertThat(sources.findValuesAsText("turn")).containsExactly("not_due", "due");
        assertThat(sources.get(1).path("result").path("outcome").asText()).isEqualTo("refused");
        assertThat(second.err()).contains("INFO: one: last collected on ").doesNotContain("[one]");
    }

    @Test
    void endsWithTheFirstProcessHoweverThatDiesAndTheSameCommandCarriesOn() throws Exception {
        Files.write(directory.resolve("one.jsonl"), AnyHub.lines("text", 9_000));
        configure(ONE_AND_NONE.substring(0, ONE_AND_NONE.indexOf("  none:")));
        List<ProcessHandle> parts;
        try (Child all = Child.start(directory, CanaryTest.secrets(), "ingest", "all")) {
            all.until("[one] INFO: Checkpoint saved: offset=1000");
            parts = all.descendants();
            assertThat(parts).hasSize(1);
            Path words = Path.of("/proc", "" + parts.get(0).pid(), "cmdline");
            if (Files.exists(words)) {
                assertThat(Files.readString(words)).contains("huggingface").doesNotContain(CanaryTest.CANARY);
            }
            all.kill();
        }
        parts.get(0).onExit().get(10, TimeUnit.SECONDS);
        Outcome carriedOn = program.run("ingest", "all", "--json");
        assertThat(carriedOn.code()).as(carriedOn.err()).isZero();
        assertThat(carriedOn.err()).contains("[one] INFO: Resuming from checkpoint: offset=");
        assertThat(carriedOn.out()).contains("\"read\":9000");
    }

    @Test
    void whatTheFileSaysIsCheckedBeforeAnythingIsBegun() throws IOException {
        configure("""
                ingest:
                  wikipedia: {every: 5h, languag: so}
                  tiktok: {api_token: secret1, video_urls: a.txt}
                  web: {dataset: mc4}
                  bbc: {langs: [so]}
                  sprakbanken: {skip_changed: perhaps}
                """);
        Outcome outcome = program.run("ingest", "all");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("ingest.wikipedia.every is \"5h\"; expected whole days or weeks, such as 1d or 2w")
                .contains("ingest.tiktok.api_token is a secret, ")
                .contains("put it under scraping.tiktok.apify_api_token")
                .contains("ingest.web.source is \"web\"; expected one of wikipedia, huggingface, ")
                .contains("ingest.bbc.langs is not an option that can be set here")
                .contains("ingest.sprakbanken.skip_changed is \"perhaps\"; expected true or false")
                .doesNotContain("secret1");
        assertThat(program.run("config", "check").code()).isEqualTo(2);
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void namesOfSourcesAreThoseOfTheFileAndTwoAreNeverTheSame() throws IOException {
        configure(ONE_AND_NONE.replace("none.jsonl", "one.jsonl"));
        Outcome slip = program.run("ingest", "all", "--skip", "nonne");
        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err()).contains("There is no source called \"nonne\" to collect; did you mean none?");
        Outcome none = program.run("ingest", "all", "--skip", "one,none");
        assertThat(none.err()).contains("No source is left of one, none");
        Outcome twins = program.run("ingest", "all", "--dry-run", "--json");
        assertThat(twins.code()).isEqualTo(2);
        assertThat(twins.err()).contains("none cannot be begun: it is the same source as one, HuggingFace-files_");
    }

    @Test
    void withoutAFileTheSourcesOfSomaliAreMeantAndWhatIsMissingIsSaid() {
        Outcome outcome = program.run("ingest", "all", "--only", "bbc,tiktok", "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("WARNING: bbc is left out: its terms are not accepted; ")
                .contains(
                        "WARNING: tiktok is left out: there is no token of Apify; set SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN\n");
        assertThat(outcome.out()).contains("\"turn\":\"left_out\"");
    }
}
