package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that processes share, as it is typed. */
class SharedIngestTest {
    private static final String COMMAND =
            "ingest list --size 2000 --checkpoint-every 50 --run-id shared --format jsonl --malformed-every 7";

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
    void aProcessThatIsKilledAndOneThatSleepsShowNotInTheDataset() throws Exception {
        try (Child killed = Child.start(directory, Map.of(), shared())) {
            killed.until("INFO: Checkpoint saved: offset=100").kill();
        }
        try (Child asleep = Child.start(directory, Map.of(), shared())) {
            asleep.until("INFO: Checkpoint saved: offset=200").signal("STOP");
            Outcome awake = program.run(shared("--no-wait"));
            assertThat(awake.code()).as(awake.err()).isEqualTo(5);
            assertThat(awake.err()).contains("Run shared: 1 slice is not read to the end yet");
            assertThat(program.run("status").out()).contains("List-Somali.slice-000");
            asleep.signal("CONT");
            assertThat(asleep.end()).as("%s", asleep.lines()).isZero();
        }
        assertThat(parts(program)).isEqualTo(parts(alone()));
        assertThat(program.run("verify").code()).isZero();
        Outcome again = program.run(shared());
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("Nothing to do: run shared is finished");
        assertThat(program.files().keySet()).noneMatch(file -> file.contains("slice-"));
    }

    @Test
    void eachJobOfAnArrayReadsItsSlice() throws IOException {
        for (int slice = 4; slice > 1; slice--) {
            Outcome outcome = program.run(shared("--slice", "" + slice, "--no-wait"));
            assertThat(outcome.code()).isEqualTo(5);
            assertThat(outcome.err()).contains("INFO: Slice " + slice + " of 4");
        }
        assertThat(program.run(shared("--slice", "1", "--no-wait")).code()).isZero();
        assertThat(parts(program)).isEqualTo(parts(alone()));
    }

    @Test
    void aPlanIsCarriedOnAsItWasMadeOrDeleted() throws IOException {
        program.run(shared("--slice", "2", "--no-wait"));
        Outcome unshared = program.run(COMMAND.split(" "));
        assertThat(unshared.code()).isEqualTo(4);
        assertThat(unshared.err())
                .contains("ERROR: Run shared is in progress, and is shared in 4 slices.", "--slices 4", "--force");
        Outcome others = program.run((COMMAND + " --slices 5").split(" "));
        assertThat(others.code()).isEqualTo(4);
        assertThat(others.err()).contains("--slices asks for 5", "--slices 4", "delete the checkpoint first");
        assertThat(program.run("checkpoint", "delete", "List-Somali").code()).isZero();
        assertThat(program.files()).isEmpty();
        assertThat(program.run(COMMAND.split(" ")).code()).isZero();
    }

    @Test
    void aRunOfOneProcessIsNotShared() throws Exception {
        try (Child killed = Child.start(directory, Map.of(), COMMAND.split(" "))) {
            killed.until("INFO: Checkpoint saved: offset=100").kill();
        }
        Outcome outcome = program.run(shared());
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("ERROR: Run shared is in progress, and is not shared.");
    }

    @ParameterizedTest
    @CsvSource({
        "--slices 4 --max-records 10,--slices and --max-records: a shared run reads the whole source",
        "--slices 4 --from-offset 10,--slices and --from-offset",
        "--slices 4 --force,--slices and --force",
        "--slices 4 --explain,--slices and --explain",
        "--slices 10000,--slices is 10000; expected 1 to 9999",
        "--slices 4 --slice 5,--slice is 5; expected 1 to 4",
        "--slice 1,--slice is for runs with --slices",
        "--no-wait,--no-wait is for runs with --slices"
    })
    void refusesWhatASharedRunCannotBe(String options, String words) {
        Outcome outcome = program.run((COMMAND + " " + options).split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(words);
        assertThat(outcome.out()).isEmpty();
    }

    private static String[] shared(String... more) {
        List<String> command = new ArrayList<>(List.of(COMMAND.split(" ")));
        command.addAll(List.of("--slices", "4"));
        command.addAll(Arrays.asList(more));
        return command.toArray(String[]::new);
    }

    private Program alone() {
        Program alone = new Program(elsewhere);
        assertThat(alone.run(COMMAND.split(" ")).code()).isZero();
        return alone;
    }

    /** All published files but the receipt, which tells what each attempt has read. */
    private static Map<String, String> parts(Program program) throws IOException {
        return program.files().entrySet().stream()
                .filter(file ->
                        file.getKey().contains("shared-") && !file.getKey().endsWith("receipt.json"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
