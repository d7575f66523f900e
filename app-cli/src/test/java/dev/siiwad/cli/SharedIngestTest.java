package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            assertThat(program.run("status").out())
                    .startsWith("List-Somali: running (1 slice)\n")
                    .contains("  slices:   4: 3 read, 1 running, 0 free\n    slice ", ": running (pid ")
                    .doesNotContain("List-Somali.slice-");
            assertThat(program.run("status", "--json").out())
                    .contains("\"count\" : 4", "\"read\" : 3", "\"running\" : 1", "\"state\" : \"running\"");
            assertThat(program.run("status", "--check").code()).isZero();
            assertShownAsOneRun();
            for (String command : List.of("delete", "backup")) {
                Outcome busy = program.run("checkpoint", command, "List-Somali");
                assertThat(busy.code()).as(busy.err()).isEqualTo(5);
            }
            asleep.signal("CONT");
            assertThat(asleep.end()).as("%s", asleep.lines()).isZero();
        }
        assertThat(parts(program)).isEqualTo(parts(alone()));
        assertThat(program.run("verify").code()).isZero();
        Outcome again = program.run(shared());
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("Nothing to do: run shared is finished");
        try (Stream<Path> staging = Files.list(directory.resolve("data/staging"))) {
            assertThat(staging).noneMatch(left -> left.toString().contains("slice-"));
        }
        Outcome anew = program.run((COMMAND + " --force").split(" "));
        assertThat(anew.code()).isEqualTo(4);
        assertThat(anew.err()).contains("Run shared is published");
    }

    /** Of four slices one is read, by a process that sleeps, and one attempt was killed. */
    private void assertShownAsOneRun() throws Exception {
        try (ServedDashboard board = new ServedDashboard(directory, Map.of())) {
            JsonNode runs =
                    new JsonMapper().readTree(board.event("runs", "\"shared\"")).path("runs");
            assertThat(runs).hasSize(1);
            JsonNode run = runs.get(0);
            assertThat(run.path("source").asText()).isEqualTo("List-Somali");
            assertThat(run.path("state").asText()).isEqualTo("running");
            assertThat(run.path("slices").asInt()).isEqualTo(4);
            JsonNode tracks = run.path("tracks");
            assertThat(tracks.findValuesAsText("slice")).containsExactly("1", "2", "3", "4");
            assertThat(tracks.findValuesAsText("exhausted")).containsOnlyOnce("false");
            assertThat(tracks.findValuesAsText("end"))
                    .containsExactlyInAnyOrder("ended", "running", "all read", "all read", "all read");
            assertThat(run.path("attempts").asInt()).isEqualTo(5);
            assertThat(run.path("read").asLong()).isBetween(1600L, 1999L);
            String labels = "{storage=\"" + directory.resolve("data") + "\",source=\"List-Somali\"}";
            assertThat(MetricsGrammar.samples(board.get("metrics").body()))
                    .contains(entry("siiwad_run_slices" + labels, 4.0), entry("siiwad_run_slices_read" + labels, 3.0));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void commandsAboutCheckpointsKnowPlans() throws IOException {
        program.run(shared("--slice", "2", "--no-wait"));
        assertThat(program.run("checkpoint", "list").out())
                .contains("plan of a shared run, of at most 4 slices", "List-Somali.slice-0002-of-0004", "all read");
        assertThat(program.run("checkpoint", "show", "List-Somali").err()).contains("This is the plan of a shared run");
        assertThat(program.run("checkpoint", "verify", "List-Somali").out())
                .contains("of which 1 slice has begun", "List-Somali.slice-0002-of-0004: ");
        for (String source : List.of("List-Somali", "List-Somali.slice-0002-of-0004")) {
            Outcome set = program.run("checkpoint", "set", source, "--offset", "10");
            assertThat(set.code()).isEqualTo(4);
            assertThat(set.err()).contains(" checkpoint delete List-Somali");
        }
        Outcome cleaned = program.run("checkpoint", "clean", "--older-than", "1h");
        assertThat(cleaned.out()).contains("Removed 0 ");
        Map<String, String> before = segments();
        assertThat(program.run("checkpoint", "backup", "List-Somali").out()).contains(", and 1 slice beside");
        assertThat(program.run("checkpoint", "delete", "List-Somali").code()).isZero();
        assertThat(program.run("checkpoint", "restore", "List-Somali").out())
                .contains("the shared run of List-Somali goes on, with 1 slice as backed up");
        assertThat(segments()).isEqualTo(before);
        assertThat(program.run("checkpoint", "delete", "List-Somali.slice-0002-of-0004")
                        .out())
                .contains("the shared run of List-Somali reads this slice again");
        assertThat(program.run(shared()).code()).isZero();
        assertThat(parts(program)).isEqualTo(parts(alone()));
    }

    @Test
    void cleansAPlanAsAWhole() throws IOException {
        program.run(shared("--slice", "2", "--no-wait"));
        assertThat(program.run("checkpoint", "clean", "--older-than", "0s", "--dry-run")
                        .out())
                .contains("slice-0002-of-0004", "Would remove ");
        assertThat(program.run("checkpoint", "clean", "--older-than", "0s").code())
                .isZero();
        assertThat(program.files()).isEmpty();
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
        assertThat(others.err())
                .contains(
                        "--slices asks for 5",
                        "--slices 4",
                        "To start over, type first: ",
                        "checkpoint delete List-Somali");
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

    private Map<String, String> segments() throws IOException {
        return program.files().entrySet().stream()
                .filter(file -> file.getKey().contains("/segments/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** All published files but the receipt, which tells what each attempt has read. */
    private static Map<String, String> parts(Program program) throws IOException {
        return program.files().entrySet().stream()
                .filter(file ->
                        file.getKey().contains("shared-") && !file.getKey().endsWith("receipt.json"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
