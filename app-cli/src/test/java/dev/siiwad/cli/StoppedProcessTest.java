package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, stopped in real ways. */
@Timeout(120)
class StoppedProcessTest {
    private static final String ENDLESS = "300000";

    /** More than there are when the checkpoint and the segments of a small run are removed, and fewer than with those of the card. */
    private static final int REMOVAL_CHANGES = 12;

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
    void sigintSavesAndEndsWith130() throws Exception {
        try (Child child = Child.start(directory, Map.of(), "ingest", "list", "--size", ENDLESS)) {
            child.until("INFO: Checkpoint saved: offset=2000");
            assumeThat(child.ignoresSigint()).isFalse();
            child.signal("INT");
            assertThat(child.end()).isEqualTo(130);
            assertSavedWhereItStopped(child);
        }
    }

    @Test
    void sigtermSavesAndEndsWith143() throws Exception {
        try (Child child = Child.start(directory, Map.of(), "ingest", "list", "--size", ENDLESS)) {
            child.until("INFO: Checkpoint saved: offset=2000").signal("TERM");
            assertThat(child.end()).isEqualTo(143);
            assertSavedWhereItStopped(child);
        }
    }

    @Test
    void sigintWhilePublishingSaysThatTheDatasetIsNotCompleteAndTheSameCommandCompletesIt() throws Exception {
        String[] command = {"ingest", "list", "--run-id", "20261101_run"};
        stopWhere(
                "publishing 10 before",
                command,
                "WARNING: Stopped while publishing: all is read and saved, and the dataset"
                        + " is not complete yet. The checkpoint is kept. Carry on with: siiwad ingest list --run-id 20261101_run");
        assertThat(program.run("dataset", "list").out()).isEqualTo("No datasets\n");
        assertThat(program.run(command).code()).isZero();
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(1);
    }

    @Test
    void sigintOncePublishedSaysThatTheDatasetIsThere() throws Exception {
        String[] command = {"ingest", "list", "--run-id", "20261101_run"};
        stopWhere(
                whileTheCardIsWritten(command),
                command,
                "WARNING: Stopped once the dataset was published, while what nobody needs"
                        + " any more was removed. Finish that with: siiwad ingest list --run-id 20261101_run");
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(1);
        Outcome finished = program.run(command);
        assertThat(finished.code()).isZero();
        assertThat(program.checkpoint()).doesNotExist();
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(1);
    }

    /** A change of the disk that writes the card, so between the receipt and the removal of the checkpoint. */
    private String whileTheCardIsWritten(String[] command) throws Exception {
        Pattern ending = Pattern.compile("crashtest counted: .*, (\\d+) publishing, (\\d+) clearing up");
        try (Child child = Child.start(elsewhere, Map.of("SIIWAD_CRASHTEST", "count"), command)) {
            assertThat(child.end()).isZero();
            return child.lines().stream()
                    .map(ending::matcher)
                    .filter(Matcher::matches)
                    .map(counted -> Integer.parseInt(counted.group(1)) + Integer.parseInt(counted.group(2)))
                    .map(all -> "ending " + (all - REMOVAL_CHANGES) + " before")
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Holds a process at a change to the disk, and tells it to end there. */
    private void stopWhere(String place, String[] command, String said) throws Exception {
        try (Child child = Child.start(directory, Map.of("SIIWAD_CRASHTEST", place), command)) {
            child.until("crashtest halts: ");
            assumeThat(child.ignoresSigint()).isFalse();
            child.signal("INT");
            assertThat(child.end()).isEqualTo(130);
            assertThat(child.lines()).contains(said);
        }
    }

    private void assertSavedWhereItStopped(Child child) {
        assertThat(child.lines()).contains("INFO: Interrupted by user, saving checkpoint");
        assertThat(child.lines().get(child.lines().size() - 1))
                .isEqualTo("INFO: The checkpoint is kept. Carry on with: siiwad ingest list --size " + ENDLESS);
        String saved = child.lines().stream()
                .filter(line -> line.startsWith("INFO: Checkpoint saved: "))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        Outcome explained = program.run("ingest", "list", "--size", ENDLESS, "--explain");
        assertThat(explained.code()).isZero();
        String offset = saved.replaceAll(".*offset=(\\d+),.*", "$1");
        assertThat(explained.out()).contains("Would carry on at offset " + offset + ",");
    }

    @Test
    void aSecondProcessIsRefusedAndStatusKnowsTheFirst() throws Exception {
        try (Child child = Child.start(directory, Map.of(), "ingest", "list", "--size", ENDLESS)) {
            child.until("INFO: Checkpoint saved: offset=1000");
            Outcome second = program.run("ingest", "list", "--size", ENDLESS);
            assertThat(second.code()).isEqualTo(5);
            assertThat(second.err()).contains("another run holds source List-Somali (pid ");
            assertThat(program.run("status").out()).startsWith("List-Somali: running (pid ");
            assertThat(program.run("checkpoint", "delete", "List-Somali").code())
                    .isEqualTo(5);
        }
    }

    @Test
    void killedAgainAndAgainPublishesWhatAnUninterruptedRunDoes() throws Exception {
        String[] command = {"ingest", "list", "--size", "20000", "--checkpoint-every", "500", "--run-id", "20261101_run"
        };
        for (int kills = 0; kills < 3; kills++) {
            try (Child child = Child.start(directory, Map.of(), command)) {
                child.until("INFO: Checkpoint saved: ")
                        .until("INFO: Checkpoint saved: ")
                        .kill();
            }
        }
        Outcome last = program.run(command);
        assertThat(last.code()).isZero();
        assertThat(last.err()).contains("INFO: Resuming from checkpoint: offset=");
        assertThat(program.run("verify").code()).isZero();

        assertThat(program.published()).isNotEmpty().isEqualTo(uninterrupted(command));
    }

    private List<String> uninterrupted(String... command) throws IOException {
        Program other = new Program(elsewhere);
        assertThat(other.run(command).code()).isZero();
        return other.published();
    }
}
