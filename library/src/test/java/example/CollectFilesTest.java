package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of {@code docs/library.md}, in processes of its own. */
@Timeout(120)
class CollectFilesTest {
    private static final int TEXTS = 60_000;

    @TempDir
    Path directory;

    @Test
    void killedAndCalledAgainItPublishesEveryTextOnce() throws IOException, InterruptedException {
        Path texts = directory.resolve("texts.jsonl");
        Files.writeString(
                texts,
                IntStream.range(0, TEXTS)
                        .mapToObj(number ->
                                "{\"text\":\"Qoraalkan " + number + " waa tusaale kooban oo dhammaystiran.\"}")
                        .collect(Collectors.joining("\n", "", "\n")));
        Path data = directory.resolve("data");

        Process first = start(data, texts);
        try (BufferedReader log = first.errorReader(StandardCharsets.UTF_8)) {
            assertThat(log.lines().anyMatch(line -> line.contains("Checkpoint saved: offset=2000, processed=2000")))
                    .isTrue();
            first.destroyForcibly().waitFor();
        }
        assertThat(data.resolve("processed")).doesNotExist();

        Process second = start(data, texts);
        List<String> log = second.errorReader(StandardCharsets.UTF_8).lines().toList();
        List<String> out = second.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(second.waitFor()).as("" + log).isZero();
        assertThat(log)
                .anyMatch(line -> line.endsWith("Found checkpoint: .checkpoint.json"))
                .anyMatch(line -> line.contains("Resuming from checkpoint: offset="))
                .noneMatch(line -> line.contains("No checkpoint found"));
        assertThat(out).singleElement().asString().startsWith(TEXTS + " texts in " + data);
        assertThat(receipt(data)).contains("\"attempt\": 2", "\"documents\": " + TEXTS);
    }

    @Test
    void isTheProgramOfTheDocument() throws IOException {
        String program = Files.readString(Path.of("src/test/java/example/CollectFiles.java"));
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + program + "```");
    }

    private static Process start(Path data, Path texts) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "example.CollectFiles",
                        data.toString(),
                        texts.toString())
                .start();
    }

    private static String receipt(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            Path receipt = files.filter(file -> file.toString().endsWith("-receipt.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return Files.readString(receipt);
        }
    }
}
