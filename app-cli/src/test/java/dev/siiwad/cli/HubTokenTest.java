package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token that {@code hf auth login} keeps in a file. */
class HubTokenTest {
    private static final String[] COMMAND = {"ingest", "huggingface", "custom", "--dataset-name", "org/name"};

    @TempDir
    private Path directory;

    @TempDir
    private Path home;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory).with("SDC_LOGGING__LEVEL", "DEBUG");
    }

    @Test
    void isReadFromTheFileThatIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("mine"), "hf_secret\n");
        try (AnyHub hub = hub()) {
            Outcome outcome = program.with("HF_ENDPOINT", hub.url())
                    .with("HF_TOKEN_PATH", file.toString())
                    .run(COMMAND);

            assertThat(outcome.code()).isZero();
            assertThat(hub.requests).isNotEmpty().allMatch(request -> request.endsWith("Bearer hf_secret"));
            assertThat(outcome.out() + outcome.err() + program.files()).doesNotContain("hf_secret");
        }
    }

    @Test
    void givesWayToTheVariable() throws IOException {
        Path file = Files.writeString(home.resolve("mine"), "hf_of_the_file");
        try (AnyHub hub = hub()) {
            program.with("HF_ENDPOINT", hub.url())
                    .with("HF_TOKEN_PATH", file.toString())
                    .with("HF_TOKEN", "hf_secret")
                    .run(COMMAND);

            assertThat(hub.requests).allMatch(request -> request.endsWith("Bearer hf_secret"));
        }
    }

    /** It was given to the Hub; the address in HF_ENDPOINT is another one. */
    @Test
    void goesToNoMirrorFromItsUsualPlace() throws IOException {
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(home.resolve(".cache/huggingface/token"), "hf_secret");
        Files.writeString(home.resolve("token"), "hf_secret");
        try (AnyHub hub = hub()) {
            program.with("HF_ENDPOINT", hub.url())
                    .with("HOME", home.toString())
                    .with("HF_HOME", home.toString())
                    .run(COMMAND);

            assertThat(hub.requests).isNotEmpty().noneMatch(request -> request.contains("Bearer"));
        }
    }

    @Test
    void isRefusedWithoutShowingItWhereItIsNone() throws IOException {
        Path file = Files.writeString(home.resolve("mine"), "hf_secret and more");

        Outcome outcome = program.with("HF_TOKEN_PATH", file.toString()).run(COMMAND);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("mine holds something else than a token; log in again with: hf auth login")
                .doesNotContain("hf_secret");
    }

    private static AnyHub hub() throws IOException {
        return new AnyHub("org/name", Map.of("train.jsonl", AnyHub.lines("text", 3)));
    }
}
