package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
    private static final String RUN = "20251229_mine";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "parquet"})
    void countsAndShowsDocumentsOfEitherFormat(String format) throws IOException {
        program.run("ingest", "list", "--run-id", RUN, "--format", format, "--signals");
        JsonNode found = json("--n", "3");
        assertThat(found.path("documents").asLong()).isEqualTo(67);
        assertThat(found.path("dropped").path("min_length").asLong()).isEqualTo(33);
        assertThat(found.path("languages").path("so").asLong()).isEqualTo(67);
        assertThat(found.path("characters").path("count").asLong()).isEqualTo(67);
        assertThat(found.path("characters").path("ranges").get(0).path("count").asLong())
                .isPositive();
        assertThat(found.path("signals")
                        .path("gopher_word_count")
                        .path("lowest")
                        .asDouble())
                .isPositive();
        assertThat(found.path("sample")).hasSize(3);
        assertThat(found.path("sample").get(0).path("text").asText()).contains("waa mid ku filan in la hayo.");
        assertThat(found.path("sample").get(0).path("url").asText()).startsWith("https://tusaale.example/");
    }

    @Test
    void aSeedAlwaysChoosesTheSameAndAnotherOneOthers() throws IOException {
        program.run("ingest", "list", "--run-id", RUN);
        assertThat(json("--seed", "1")).isEqualTo(json("--seed", "1")).isNotEqualTo(json("--seed", "2"));
        assertThat(json("--n", "1000").path("sample")).hasSize(67);
    }

    @Test
    void printsForPeople() {
        program.run("ingest", "list", "--run-id", RUN);
        assertThat(program.run("inspect", RUN).out())
                .contains(
                        "Dataset:     20251229_mine of List-Somali, 2025-12-29\n",
                        "Dropped, by rule\n            33  min_length\n",
                        "Languages, as the source says\n            67  so\n",
                        "Characters in a document: ",
                        "https://tusaale.example/");
    }

    @Test
    void namesTheTemplatesThatWereRemovedMostOften() throws IOException {
        String page =
                "<page><title>%1$s</title><ns>0</ns><id>%2$d</id><revision><id>1</id><timestamp>2025-12-29T10:15:30Z</timestamp>"
                        + "<text>%1$s waa {{Magaalo_yar|1|2}} ku taal {{gobol cusub|3|4}} iyo {{magaalo yar|5|6}} gudaheeda dalka Soomaaliya.</text>"
                        + "</revision></page>";
        Files.writeString(
                directory.resolve("so.xml"),
                "<mediawiki version=\"0.11\" xml:lang=\"so\">" + String.format(page, "Berbera", 1)
                        + String.format(page, "Hargeysa", 2) + "</mediawiki>");
        program.run(
                "ingest",
                "wikipedia",
                "--lang",
                "so",
                "--dump",
                directory.resolve("so.xml").toString(),
                "--run-id",
                RUN);
        JsonNode removed = json().path("templates_removed");
        assertThat(removed.path("templates").asLong()).isEqualTo(6);
        assertThat(removed.path("names")).hasToString("{\"Magaalo yar\":4,\"Gobol cusub\":2}");
        assertThat(program.run("inspect", RUN).out())
                .contains(
                        "by name; the most frequent ones\n             4  Magaalo yar\n             2  Gobol cusub\n");
        Path html = directory.resolve("page.html");
        program.run("inspect", RUN, "--html", html.toString());
        assertThat(Files.readString(html)).contains("Magaalo yar");
    }

    @Test
    void thePageIsOneFileInWhichEveryTextIsEscaped() throws IOException {
        Files.writeString(directory.resolve("in.jsonl"), """
                {"text":"<script>alert('1')</script> & \\u0627\\u0644\\u0635\\u0648\\u0645\\u0627\\u0644 \\u0001 iyo qoraal dheer oo ku filan in la hayo maanta.","url":"javascript:alert(1)"}
                """);
        program.run(
                "ingest",
                "huggingface",
                "custom",
                "--files",
                "in.jsonl",
                "--min-length",
                "0",
                "--url-field",
                "url",
                "--source-id",
                "Mine",
                "--run-id",
                RUN);
        Outcome outcome = program.run("inspect", RUN, "--html", "page.html");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("Page:        " + directory.resolve("page.html") + "\n");
        String page = Files.readString(directory.resolve("page.html"));
        assertThat(page)
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains(
                        "default-src 'none'",
                        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; \u0627\u0644\u0635\u0648\u0645\u0627\u0644",
                        "dir=\"auto\"",
                        "prefers-color-scheme:dark",
                        "<p dir=\"auto\">javascript:alert(1)</p>")
                .doesNotContain("<script", "<link", "<img", "src=", "@import", "href=\"javascript");
    }

    @Test
    void aDatasetThatIsNotThereIsWrongUsage() {
        program.run("ingest", "list", "--run-id", RUN);
        Outcome outcome = program.run("inspect", "20251229_other");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("There is no dataset of run 20251229_other");
    }

    private JsonNode json(String... options) throws IOException {
        String[] command = new String[options.length + 3];
        command[0] = "inspect";
        command[1] = RUN;
        command[2] = "--json";
        System.arraycopy(options, 0, command, 3, options.length);
        return JSON.readTree(program.run(command).out());
    }
}
