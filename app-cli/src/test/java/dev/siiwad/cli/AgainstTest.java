package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ingest --against}: what a published dataset has is dropped; one that is gone, changed or damaged ends with 4. */
class AgainstTest {
    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void publishTheOther() throws IOException {
        program = new Program(directory);
        write("old.jsonl", 0, 20);
        write("new.jsonl", 15, 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "jsonl"})
    void whatIsPublishedIsDroppedWhateverItsFormat(String format) {
        publishOld("--format", format);
        Outcome outcome = ingest("new.jsonl", "New", "--against", "Old", "--dedup", "near", "--keep-rejects");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("Read:        25 documents\nKept:        20\n")
                .contains("(duplicate_elsewhere 5)");
        assertThat(program.run("verify").code()).isZero();
        Outcome shown = program.run("inspect", "run-New", "--n", "1");
        assertThat(shown.out())
                .contains("Documents that another dataset has\n")
                .contains("5  Old/run-Old\n")
                .contains("duplicate_elsewhere, of Old/run-Old/");
    }

    @Test
    void aDatasetIsNamedByItsRunAsWell() {
        publishOld();
        Outcome outcome = ingest("new.jsonl", "New", "--against", "Old,run-Old", "--against", "run-Old");
        assertThat(outcome.out()).contains("Kept:        20\n");
    }

    @Test
    void aNameThatIsNotThereIsWrongUsageAndChangesNothing() throws IOException {
        publishOld();
        var before = program.files();
        Outcome outcome = ingest("new.jsonl", "New", "--against", "Olt");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("ERROR: --against Olt: there is no dataset of a source or run of that name; did you mean Old?"
                        + " They are listed by: siiwad dataset list");
        assertThat(program.files()).isEqualTo(before);
    }

    @Test
    void withoutAMethodThereIsNothingToCompareBy() {
        Outcome outcome = ingest("new.jsonl", "New", "--against", "Old", "--dedup", "none");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("--against goes with --dedup exact or --dedup near, and --dedup none is given");
    }

    @Test
    void whereNothingIsNewNothingIsPublished() {
        publishOld();
        Outcome outcome = ingest("old.jsonl", "New", "--against", "Old");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).contains("20 dropped as duplicate_elsewhere: in a published dataset already");
    }

    @Test
    void aDamagedDatasetEndsWith4AndIsNotRemovedMeanwhileAndOncePutBackTheRunIsFinished() throws IOException {
        publishOld("--format", "jsonl");
        publishOld("--run-id", "run-Sooner-or-later", "--again", "--format", "jsonl");
        Path part = part();
        byte[] whole = Files.readAllBytes(part);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(part, damaged);
        Outcome stopped = ingest("new.jsonl", "New", "--against", "run-Old");
        assertThat(stopped.code()).isEqualTo(4);
        assertThat(stopped.err())
                .contains(
                        "The run in progress compares its documents with the dataset Old/run-Old, which is not there any"
                                + " more as it was: " + part)
                .contains("Put it back as it was, and carry on with: siiwad ingest huggingface");
        Outcome removed = program.run("dataset", "remove", "run-Old");
        assertThat(removed.code()).isEqualTo(4);
        assertThat(removed.out())
                .isEqualTo(
                        "The unfinished run of New compares its documents with run-Old. Finish it, or give it up with:"
                                + " siiwad checkpoint delete New\nNothing was removed\n");
        assertThat(program.run("dataset", "prune", "Old").out())
                .contains("The unfinished run of New compares its documents with run-Old, which stays\n");
        Files.delete(part);
        assertThat(ingest("new.jsonl", "New", "--against", "run-Old").err()).contains(part + ": is missing");
        Files.write(part, whole);
        assertThat(ingest("new.jsonl", "New", "--against", "run-Old").out()).contains("Kept:        20\n");
        assertThat(program.run("dataset", "remove", "run-Old").code()).isZero();
    }

    @Test
    void anUnsoundDatasetIsNotBegunWith() throws IOException {
        publishOld("--format", "jsonl");
        Path part = part();
        Files.delete(part);
        Outcome outcome = ingest("new.jsonl", "New", "--against", "Old");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err())
                .contains("ERROR: --against: the dataset Old/run-Old is not whole: " + part + ": is missing");
        assertThat(program.checkpoint("New")).doesNotExist();
    }

    @Test
    void anotherDatasetThanTheRunBeganWithIsRefusedWithTheCommandThatCarriesOn() throws IOException {
        publishOld("--format", "jsonl");
        Files.write(part(), new byte[(int) Files.size(part())]);
        assertThat(ingest("new.jsonl", "New", "--against", "Old").code()).isEqualTo(4);
        Outcome refused = ingest("new.jsonl", "New");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .contains("--against is not given, and was Old")
                .contains(" --against Old\n");
    }

    private Path part() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data/processed/silver/source=Old"))) {
            return files.filter(file -> file.endsWith("run-Old-part-0000.jsonl.zst"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void publishOld(String... more) {
        Outcome outcome = ingest("old.jsonl", "Old", more);
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private Outcome ingest(String file, String source, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "ingest", "huggingface", "custom", "--files", file, "--min-length", "0", "--source-id", source));
        if (!List.of(more).contains("--run-id")) {
            arguments.addAll(List.of("--run-id", "run-" + source));
        }
        arguments.addAll(List.of(more));
        return program.run(arguments.toArray(String[]::new));
    }

    private void write(String name, int from, int to) throws IOException {
        Files.writeString(
                directory.resolve(name),
                IntStream.range(from, to)
                        .mapToObj(n -> "{\"text\":\"Qoraal " + n + " oo ka duwan " + n * n + " kuwa kale " + n * 7
                                + " dhammaantood\"}\n")
                        .collect(Collectors.joining()));
    }
}
