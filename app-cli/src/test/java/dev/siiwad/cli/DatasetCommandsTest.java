package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandsTest {
    private static final String FULL = "20261101_080000_list-somali_00000001";
    private static final String TRIAL = "20261101_090000_list-somali_00000002";
    private static final String NEWER = "20261102_080000_list-somali_00000003";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    @Test
    void verifyAsJsonSaysTheSame() throws IOException {
        program.run("ingest", "list", "--run-id", "run-1");
        Outcome verified = program.run("verify", "--json");
        JsonNode members = new ObjectMapper().readTree(verified.out());
        assertThat(verified.code()).isZero();
        assertThat(members.path("version").asInt()).isEqualTo(1);
        assertThat(members.path("datasets").path(0).path("sound").asBoolean()).isTrue();
        assertThat(members.path("datasets").path(0).path("documents").asLong()).isEqualTo(67);
        assertThat(members.path("findings")).isEmpty();
    }

    @Test
    void threeRunsOfOneDayLeaveThreeDatasets() throws IOException {
        for (int n = 1; n <= 3; n++) {
            assertThat(ingest("20261101_00000" + n + "_run", "--size", "" + 10 * n)
                            .code())
                    .isZero();
        }
        Outcome listed = program.run("dataset", "list");
        assertThat(listed.code()).isZero();
        assertThat(listed.out().lines()).hasSize(4);
        assertThat(card()).hasSize(1).allMatch(path -> path.contains("20261101_000003_run"));
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void aTrialLeavesTheFullDatasetAndTheCardNamesTheFullOne() throws IOException {
        ingest(FULL);
        Outcome trial = ingest(TRIAL, "--max-records", "10");
        assertThat(trial.code()).isZero();
        assertThat(program.run("dataset", "list").out().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("*").contains(FULL, "whole", "yes"),
                        line -> assertThat(line).startsWith(" ").contains(TRIAL, "partial", "yes"));
        assertThat(card()).hasSize(1).allMatch(path -> path.contains(FULL));
        assertThat(program.run("dataset", "verify").code()).isZero();
    }

    @Test
    void aTrialReplacesNothingUnlessItIsNamed() throws IOException {
        ingest(FULL);
        Outcome trial = ingest(TRIAL, "--max-records", "10", "--replace");
        assertThat(trial.err())
                .contains("WARNING: Keeping the dataset of run " + FULL + " of 2026-11-01, with 67 documents:"
                        + " the new dataset does not hold the whole source");
        assertThat(runs()).hasSize(2);
        Outcome named = ingest(NEWER, "--max-records", "10", "--replace=" + TRIAL);
        assertThat(named.err()).contains("INFO: Replacing the dataset of run " + TRIAL + " of 2026-11-01");
        assertThat(runs()).hasSize(2).noneMatch(line -> line.contains(TRIAL));
    }

    @Test
    void explainsAndReplacesWhatTheNewOneCovers() throws IOException {
        ingest(FULL);
        ingest(TRIAL, "--max-records", "10");
        Outcome explained = ingest(NEWER, "--replace", "--explain");
        assertThat(explained.out())
                .contains("Replaces:    run " + FULL + " of 2026-11-01, with 67 documents, if the new dataset holds the"
                        + " whole source and 34 documents or more");
        assertThat(runs()).hasSize(2);
        Outcome replaced = ingest(NEWER, "--replace");
        assertThat(replaced.err()).contains("INFO: Replacing the dataset of run " + FULL, "of run " + TRIAL);
        assertThat(runs()).hasSize(1);
        assertThat(program.run("dataset", "show", NEWER).out())
                .contains("Replaced:    " + FULL + "\n             " + TRIAL + "\n");
    }

    @Test
    void removesByNameAndRefusesWhatIsNotThere() throws IOException {
        ingest(FULL);
        ingest(NEWER);
        assertThat(program.run("dataset", "remove", "nobody").code()).isEqualTo(ExitCode.USAGE);
        Outcome dry = program.run("dataset", "remove", FULL, "--dry-run");
        assertThat(dry.out()).startsWith("Would remove " + FULL);
        assertThat(runs()).hasSize(2);
        assertThat(program.run("dataset", "remove", NEWER).out()).startsWith("Removed " + NEWER);
        assertThat(runs()).hasSize(1);
        assertThat(card()).hasSize(1).allMatch(path -> path.contains(FULL));
        program.run("dataset", "remove", FULL);
        assertThat(program.run("dataset", "list").out()).isEqualTo("No datasets\n");
        assertThat(silver().resolve("README.md")).doesNotExist();
    }

    @Test
    void prunesWhatIsOlderThanTheNewestWholeDataset() throws IOException {
        ingest(FULL);
        ingest("20261101_100000_list-somali_00000004", "--max-records", "10");
        ingest(NEWER);
        ingest("20261103_080000_list-somali_00000005", "--max-records", "10");
        assertThat(program.run("dataset", "prune", "--keep", "2", "--dry-run")
                        .out()
                        .lines())
                .singleElement()
                .asString()
                .startsWith("Would remove 20261101_100000_list-somali_00000004");
        assertThat(program.run("dataset", "prune").out().lines()).hasSize(2);
        assertThat(runs()).hasSize(2).noneMatch(line -> line.contains(FULL));
        assertThat(program.run("dataset", "prune").out()).isEqualTo("Nothing to remove\n");
    }

    @Test
    void listsWhatIsNotSound() throws IOException {
        ingest(FULL);
        Path part = silver().resolve(card().get(0));
        Files.delete(part);
        Outcome listed = program.run("dataset", "list");
        assertThat(listed.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(program.run("dataset", "show", FULL).code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(listed.out()).contains("NO", FULL + "-part-0000.parquet: is missing");
    }

    @Test
    void listsAsJson() throws IOException {
        ingest(FULL);
        JsonNode listed = new ObjectMapper()
                .readTree(program.run("dataset", "list", "--json").out());
        assertThat(listed.path("version").asInt()).isEqualTo(1);
        JsonNode dataset = listed.path("datasets").path(0);
        assertThat(dataset.path("run_id").asText()).isEqualTo(FULL);
        assertThat(dataset.path("documents").asInt()).isEqualTo(67);
        assertThat(List.of("whole", "current", "sound"))
                .allMatch(member -> dataset.path(member).asBoolean());
    }

    @Test
    void showsWhichFilesItWasMadeFromAndWhatWasAskedFor() throws IOException {
        Path texts = Files.createDirectories(directory.resolve("texts"));
        for (String name : List.of("b.jsonl", "a.jsonl")) {
            Files.writeString(texts.resolve(name), "{\"text\":\"" + "eray kale ".repeat(12) + "\"}\n");
        }
        String[] command = {
            "ingest",
            "huggingface",
            "custom",
            "--files",
            "texts/b.jsonl",
            "texts/a.jsonl",
            "--run-id",
            FULL,
            "--max-records",
            "9",
            "--strict"
        };
        assertThat(program.run(command).code()).isZero();
        Outcome shown = program.run("dataset", "show", FULL);
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .containsPattern("Inputs:      \\S*texts/a.jsonl, 132 bytes, sha256:[0-9a-f]{64}\n"
                        + " {13}\\S*texts/b.jsonl, 132 bytes, sha256:[0-9a-f]{64}\n")
                .contains("Options:     max_records=9, strict=true\n");
        JsonNode json = new ObjectMapper()
                .readTree(program.run("dataset", "show", FULL, "--json").out())
                .path("datasets")
                .path(0);
        assertThat(json.path("options").path("max_records").asText()).isEqualTo("9");
        assertThat(json.path("inputs").path("files").path(1).path("bytes").asInt())
                .isEqualTo(132);
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void findsASourceByItsIdOrItsCommandAndSuggestsTheNearest() throws IOException {
        ingest(FULL);
        Files.writeString(directory.resolve("a.jsonl"), "{\"text\":\"" + "eray kale ".repeat(12) + "\"}\n");
        program.run("ingest", "huggingface", "custom", "--files", "a.jsonl");
        for (String[] command : new String[][] {{"verify"}, {"dataset", "list"}, {"dataset", "prune"}}) {
            assertThat(named(command, "List-Somali").code()).isZero();
            Outcome byCommand = named(command, "huggingface");
            assertThat(byCommand.code()).isZero();
            assertThat(byCommand.out()).doesNotContain("list-somali");
            Outcome slip = named(command, "List-Somalia");
            assertThat(slip.code()).isEqualTo(ExitCode.USAGE);
            assertThat(slip.err())
                    .contains(
                            "There is no source \"List-Somalia\" in the published datasets; did you mean List-Somali?");
            assertThat(named(command, "hugingface").err()).contains("did you mean huggingface?");
            assertThat(named(command, "bbc").err()).contains("there are: HuggingFace-files_", "List-Somali");
        }
        assertThat(program.run("dataset", "show", FULL + "2").err()).contains("did you mean " + FULL + "?");
        assertThat(program.run("verify", "./nowhere").code()).isEqualTo(ExitCode.USAGE);
    }

    private Outcome named(String[] command, String source) {
        String[] arguments = Arrays.copyOf(command, command.length + 1);
        arguments[command.length] = source;
        return program.run(arguments);
    }

    /** Though the same has been collected before. */
    private Outcome ingest(String run, String... more) {
        String[] command = new String[5 + more.length];
        System.arraycopy(new String[] {"ingest", "list", "--again", "--run-id", run}, 0, command, 0, 5);
        System.arraycopy(more, 0, command, 5, more.length);
        return program.run(command);
    }

    private List<String> runs() {
        return program.run("dataset", "list").out().lines().skip(1).toList();
    }

    private List<String> card() throws IOException {
        return Files.readAllLines(silver().resolve("README.md")).stream()
                .filter(line -> line.startsWith("    - \""))
                .map(line -> line.substring("    - \"".length(), line.length() - 1))
                .toList();
    }

    private Path silver() {
        return directory.resolve("data/processed/silver");
    }
}
