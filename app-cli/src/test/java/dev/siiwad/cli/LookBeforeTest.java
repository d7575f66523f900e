package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before a run, and that nothing is kept of it. */
class LookBeforeTest {
    private static final String[] HUB = {"ingest", "huggingface", "custom", "--dataset-name", "org/name"};

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void prepare() {
        program = new Program(directory);
    }

    @Test
    void aDryRunNamesFilesBytesAndRequestsAndReadsNone() throws IOException {
        byte[] file = AnyHub.lines("text", 30);
        try (AnyHub hub = new AnyHub("org/name", Map.of("train.jsonl", file))) {
            Outcome outcome = program.with("HF_ENDPOINT", hub.url()).run(and(HUB, "--dry-run"));
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out())
                    .contains("Would begin a new run at offset 0, ")
                    .contains("Snapshot:    org/name@1588ec45")
                    .contains("Files:       1 file, ")
                    .contains("             train.jsonl  ")
                    .contains("Requests:    about 1 request\n");
            assertThat(hub.requests).noneMatch(request -> request.contains("/train.jsonl"));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPreviewShowsWhatARunPublishesAndKeepsNothing() throws IOException {
        try (AnyHub hub = new AnyHub("org/name", Map.of("train.jsonl", AnyHub.lines("text", 30)))) {
            program.with("HF_ENDPOINT", hub.url());
            Outcome preview = program.run(and(HUB, "--preview", "2"));
            assertThat(preview.code()).as(preview.err()).isZero();
            assertThat(preview.err()).endsWith("INFO: Preview: 2 of 2 documents read; nothing was kept\n");
            assertThat(directory).isEmptyDirectory();

            Outcome run = program.run(and(HUB, "--format", "jsonl", "--run-id", "preview"));
            assertThat(run.code()).as(run.err()).isZero();
            List<String> published = publishedLines();
            assertThat(preview.out().lines().toList()).isEqualTo(published.subList(0, 2));
        }
    }

    private List<String> publishedLines() throws IOException {
        Path part;
        try (var files = Files.walk(directory)) {
            part = files.filter(path -> path.toString().contains("-part-"))
                    .findFirst()
                    .orElseThrow();
        }
        try (var unpacked = new com.github.luben.zstd.ZstdInputStream(Files.newInputStream(part))) {
            return new String(unpacked.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void whatIsPaidForIsNotShownAndItsCostIsSaid() throws IOException {
        Files.writeString(directory.resolve("videos.txt"), "7123456789012345678\n7123456789012345679\n");
        Files.writeString(directory.resolve("token"), "canary4711\n");
        String[] call = {"ingest", "tiktok", "--video-urls", "videos.txt", "--api-token", "@token"};
        Outcome dryRun = program.run(and(call, "--dry-run", "--json"));
        assertThat(dryRun.code()).as(dryRun.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(dryRun.out())
                        .path("cost_usd_max")
                        .asText())
                .isEqualTo("0.6");
        assertThat(dryRun.err()).doesNotContain("WARNING");
        assertThat(program.run(and(call, "--preview", "1")).code()).isEqualTo(2);
        Outcome typed =
                program.run("ingest", "tiktok", "--video-urls", "videos.txt", "--api-token", "t0ken", "--dry-run");
        assertThat(typed.err())
                .contains("WARNING: --api-token: other users of this machine see a secret that is typed; ")
                .doesNotContain("t0ken");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private static String[] and(String[] call, String... more) {
        List<String> all = new ArrayList<>(List.of(call));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
