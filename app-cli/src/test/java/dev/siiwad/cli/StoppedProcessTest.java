package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, stopped in real ways. */
@Timeout(120)
class StoppedProcessTest {
    private static final String ENDLESS = "300000";

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
