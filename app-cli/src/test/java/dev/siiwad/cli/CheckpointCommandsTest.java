package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the readers of the crash recovery guide did with find, cp, mv and rm; by command and by hand. */
class CheckpointCommandsTest {
    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    /** A run that has committed 40 documents and was killed while it read the 41st. */
    private void killedAt40(String runId) {
        program.run("ingest", "failing", "--at", "40", "--checkpoint-every", "10", "--run-id", runId);
    }

    @Test
    void showPrintsTheFileAsItIs() throws IOException {
        killedAt40("run-1");
        Outcome outcome = program.run("checkpoint", "show", "List-Somali");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo(Files.readString(program.checkpoint()));
    }

    @Test
    void showSaysWhatIsWrongWithACorruptOne() throws IOException {
        program.writeCheckpoint("{\"last_index\": \u001b[2J");
        Outcome outcome = program.run("checkpoint", "show", "List-Somali");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).startsWith("{\"last_index\": ").doesNotContain("\u001b");
        assertThat(outcome.err()).contains(".checkpoint.json: line 1, column ");
    }

    @Test
    void showingWhatIsNotThereFails() {
        Outcome outcome = program.run("checkpoint", "show", "List-Somali");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("There is no source \"List-Somali\" in ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void listAndStatusShowWholeAndCorruptOnes() throws IOException {
        killedAt40("run-1");
        Path corrupt = Files.createDirectories(program.staging("Other-Somali"));
        Files.writeString(corrupt.resolve(".checkpoint.json"), "{");
        Outcome list = program.run("checkpoint", "list");
        assertThat(list.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(list.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("SOURCE"),
                        line -> assertThat(line).matches("List-Somali +40 +27 +\\d+ s ago +no +run-1 +whole"),
                        line -> assertThat(line).matches("Other-Somali .* corrupt"));
        assertThat(program.run("status").out())
                .contains(
                        "List-Somali: not running",
                        "offset:   40, processed 27, saved ",
                        "run:      run-1, attempt 1",
                        "position: 40 ",
                        "snapshot: list@first",
                        "Other-Somali: not running\n  unusable: ");
    }

    @Test
    void setBeginsANewRunThereAndKeepsWhatStood() throws IOException {
        killedAt40("run-1");
        assertThat(program.run("checkpoint", "set", "List-Somali", "--offset", "70")
                        .out())
                .contains("begins at offset 70", ".checkpoint.replaced.json");
        Outcome outcome = program.run("ingest", "list");
        assertThat(outcome.out()).startsWith("Read:        30 documents");
        assertThat(program.staging("List-Somali").resolve("segments/run-1")).isNotEmptyDirectory();
    }

    @Test
    void setTwiceKeepsWhatBothHaveReplaced() throws IOException {
        killedAt40("run-1");
        program.run("checkpoint", "set", "List-Somali", "--offset", "70");
        program.run("ingest", "failing", "--at", "10", "--run-id", "run-2");
        assertThat(program.run("checkpoint", "set", "List-Somali", "--offset", "80")
                        .out())
                .contains(".checkpoint.replaced-2.json");
        assertThat(program.run("ingest", "list").code()).isZero();
        Path staging = program.staging("List-Somali");
        assertThat(staging.resolve("segments/run-1")).isNotEmptyDirectory();
        assertThat(staging.resolve("segments/run-2")).isNotEmptyDirectory();

        Files.move(staging.resolve(".checkpoint.replaced.json"), program.checkpoint());
        assertThatTheOldRunResumesBeside();
    }

    @Test
    void deleteRemovesCheckpointAndSegments() {
        killedAt40("run-1");
        assertThat(program.run("checkpoint", "delete", "List-Somali").code()).isZero();
        assertThat(program.checkpoint()).doesNotExist();
        assertThat(program.staging("List-Somali").resolve("segments")).isEmptyDirectory();
        Outcome again = program.run("checkpoint", "delete", "List-Somali");
        assertThat(again.code()).isZero();
        assertThat(again.out()).startsWith("Nothing to delete");
    }

    @Test
    void deleteRemovesACorruptOne() throws IOException {
        program.writeCheckpoint("{");
        assertThat(program.run("checkpoint", "delete", "List-Somali").code()).isZero();
        assertThat(program.run("ingest", "list").err()).contains("No checkpoint found");
    }

    @Test
    void backUpForceRestoreResumesTheOldRun() throws IOException {
        killedAt40("run-1");
        assertThat(program.run("checkpoint", "backup", "List-Somali").code()).isZero();
        assertThat(program.run("ingest", "list", "--force", "--run-id", "run-2").code())
                .isZero();
        Outcome restored = program.run("checkpoint", "restore", "List-Somali");
        assertThat(restored.out()).contains("begins at offset 40");
        assertThatTheOldRunResumes();
    }

    @Test
    void backUpForceRestoreWorksByHandToo() throws IOException {
        killedAt40("run-1");
        Path backup = program.checkpoint().resolveSibling(".checkpoint.backup.json");
        Files.copy(program.checkpoint(), backup);
        assertThat(program.run("ingest", "list", "--force", "--run-id", "run-2").code())
                .isZero();
        Files.move(backup, program.checkpoint(), StandardCopyOption.REPLACE_EXISTING);
        assertThatTheOldRunResumes();
    }

    private void assertThatTheOldRunResumes() throws IOException {
        Outcome resumed = program.run("ingest", "list");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).contains("Resuming from checkpoint: offset=40, processed=27");
        assertThat(resumed.out()).startsWith("Read:        100 documents").contains("run-1-receipt.json");
        assertThat(program.run("verify").code()).isZero();
        assertThat(program.files().keySet()).noneMatch(name -> name.contains("segments"));
    }

    @Test
    void restoringOverARunKeepsThatRunAside() throws IOException {
        killedAt40("run-1");
        program.run("checkpoint", "backup", "List-Somali");
        program.run("checkpoint", "delete", "List-Somali");
        killedAt40("run-2");
        assertThat(program.run("checkpoint", "restore", "List-Somali").out()).contains(".checkpoint.replaced.json");
        assertThat(program.staging("List-Somali").resolve("segments/run-2")).isNotEmptyDirectory();
        assertThatTheOldRunResumesBeside();
    }

    private void assertThatTheOldRunResumesBeside() throws IOException {
        assertThat(program.run("ingest", "list").out()).contains("run-1-receipt.json");
        assertThat(program.staging("List-Somali").resolve("segments/run-2")).isNotEmptyDirectory();
        assertThat(program.staging("List-Somali").resolve("segments/run-1")).doesNotExist();
    }

    @Test
    void restoringWithoutABackupFails() {
        Outcome outcome = program.run("checkpoint", "restore", "List-Somali");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("There is no source \"List-Somali\" in ");
    }

    @Test
    void cleanRemovesWhatIsOldWithItsSegments() throws IOException {
        killedAt40("run-1");
        Map<String, String> before = program.files();
        assertThat(program.run("checkpoint", "clean", "--older-than", "7d").out())
                .startsWith("Removed 0");
        assertThat(program.files()).isEqualTo(before);

        Instant longAgo = Instant.now().minus(Duration.ofDays(8));
        Files.setLastModifiedTime(program.checkpoint(), FileTime.from(longAgo));
        Outcome dry = program.run("checkpoint", "clean", "--older-than", "7d", "--dry-run");
        assertThat(dry.out()).contains(".checkpoint.json").contains("Would remove 1");
        assertThat(program.files()).isEqualTo(before);

        assertThat(program.run("checkpoint", "clean", "--older-than", "7d").out())
                .contains("Removed 1");
        assertThat(program.files()).isEmpty();
    }

    @Test
    void aCheckpointWrittenBeforeTheClockWasSetBackIsNew() throws IOException {
        killedAt40("run-1");
        Instant inAYear = Instant.now().plus(Duration.ofDays(365));
        Files.setLastModifiedTime(program.checkpoint(), FileTime.from(inAYear));
        assertThat(program.run("checkpoint", "list").out()).contains(" 0 s ago ");
        assertThat(program.run("checkpoint", "clean", "--older-than", "0s").out())
                .startsWith("Removed 0");
        assertThat(program.checkpoint()).exists();
    }

    @Test
    void cleanRemovesDamagedOnesKeptAside() throws IOException {
        killedAt40("run-1");
        Path aside = program.checkpoint().resolveSibling(".checkpoint.corrupt-20250101T000000000Z.json");
        Files.writeString(aside, "{");
        Files.setLastModifiedTime(aside, FileTime.from(Instant.EPOCH));
        assertThat(program.run("checkpoint", "clean", "--older-than", "1w").out())
                .contains("Removed 1");
        assertThat(aside).doesNotExist();
        assertThat(program.checkpoint()).exists();
    }

    @Test
    void cleanRemovesWhatADamagedOneKeepsOfARunThatIsOver() throws IOException {
        killedAt40("run-1");
        Files.write(program.checkpoint(), new byte[] {'x'}, StandardOpenOption.APPEND);
        assertThat(program.run("ingest", "list").code()).isZero();
        assertThat(program.checkpoint()).doesNotExist();
        assertThat(program.staging("List-Somali").resolve("segments/run-1")).isNotEmptyDirectory();

        Outcome outcome = program.run("checkpoint", "clean", "--older-than", "0d");
        assertThat(outcome.out()).contains(".checkpoint.corrupt-", "Removed 1");
        assertThat(program.files().keySet()).noneMatch(name -> name.contains("staging"));
    }

    @Test
    void aRemovedFileIsFoundByVerify() throws IOException {
        program.run("ingest", "list");
        List<String> parts = program.files().keySet().stream()
                .filter(name -> name.contains("-part-"))
                .toList();
        Files.delete(directory.resolve(parts.get(0)));
        for (String what : new String[] {"", "data", "List-Somali"}) {
            Outcome outcome = what.isEmpty() ? program.run("verify") : program.run("verify", what);
            assertThat(outcome.code()).isEqualTo(ExitCode.CORRUPT);
            assertThat(outcome.out()).contains("NOT SOUND", "-part-0000.parquet");
        }
        assertThat(program.run("verify", "Nothing-Here").code()).isEqualTo(ExitCode.USAGE);
    }
}
