package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.Shell;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code siiwad crashtest}, with real processes that are really killed. */
@Timeout(120)
class CrashtestTest {
    /** What makes short processes shorter. */
    private static final String SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    @TempDir
    Path directory;

    private Program program;
    private Path scratch;

    @BeforeEach
    void start() throws IOException {
        program = new Program(directory).with("JDK_JAVA_OPTIONS", SOON);
        scratch = Files.createDirectory(directory.resolve("scratch"));
    }

    private void writeDocuments(int from, int to) throws IOException {
        String lines = IntStream.range(from, to)
                .mapToObj(number -> number % 97 == 96
                        ? "{\"text\": broken"
                        : "{\"text\":\"" + ("Qoraalkan " + number + " waa tusaale. ").repeat(number % 10) + "\"}")
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(directory.resolve("a.jsonl"), lines);
    }

    private static String[] command(String... more) {
        List<String> words = List.of(
                "crashtest huggingface custom --files a.jsonl --checkpoint-every 100 --scratch scratch".split(" "));
        return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aRunThatIsKilledAtMomentsAndAtChangesPublishesTheSame() throws IOException {
        writeDocuments(0, 1500);
        Outcome outcome = program.run(command("--kills", "6", "--seed", "3", "--force", "--storage", "data"));
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("The source is read 2 times: once without a stop, and once more, killed 6 times in all.")
                .contains("In the place of --storage data, which is not touched.")
                .contains("Left out, since a test has no use for it: --force")
                .contains("The reference run read 1,500 documents in ")
                .contains("\n6 kills, 0 different, 0 lost, 0 doubled\n")
                .endsWith(
                        "The same choices again: siiwad crashtest huggingface custom --files a.jsonl --checkpoint-every 100"
                                + " --scratch scratch --kills 6 --seed 3 --storage data\n");
        List<String> rows =
                outcome.out().lines().filter(line -> line.matches(" +\\d+  .*")).toList();
        assertThat(rows).hasSize(6);
        assertThat(rows).anyMatch(row -> row.matches(".* s after its .*"));
        assertThat(rows).anyMatch(row -> row.matches(".*(before|in|after) change \\d+: .*"));
        assertThat(scratch).isEmptyDirectory();
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void aSourceThatChangesBetweenTheRunsIsSaidToBeTheReason() throws IOException {
        writeDocuments(0, 300);
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int start, int length) {
                super.write(bytes, start, length);
                if (new String(bytes, start, length, StandardCharsets.UTF_8).contains("The reference run read")) {
                    try {
                        writeDocuments(300, 600);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(Map.of("JDK_JAVA_OPTIONS", SOON), directory, print(out), print(err), false);
        int code = Main.run(shell, Main::commands, command("--kills", "1", "--seed", "1"));
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said + err.toString(StandardCharsets.UTF_8)).isEqualTo(1);
        assertThat(said)
                .contains("1 kill, 0 different, 0 lost, 0 doubled")
                .contains("The source changed between the two runs: the reference run read snapshot ")
                .contains("Reference run: " + scratch, "Tested run:    " + scratch, "Kept: " + scratch)
                .contains("--kills 1 --seed 1");
        assertThat(scratch).isNotEmptyDirectory();
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    @Test
    void aReferenceRunThatRefusesIsShownAndNothingIsLeft() throws IOException {
        writeDocuments(0, 10);
        Outcome outcome = program.run(command("--from-offset", "9", "--max-records", "5"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("ERROR: The reference run ended by itself with exit code 2. The last it said:\n")
                .contains("--max-records is 5, below --from-offset 9");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aReferenceRunThatFailsIsShownAndNothingIsLeft() throws IOException {
        Files.write(directory.resolve("a.json.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7});
        Outcome outcome =
                program.run("crashtest huggingface custom --files a.json.gz --strict --scratch scratch".split(" "));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("ERROR: The reference run ended by itself with exit code 4. The last it said:\n")
                .contains("a.json.gz");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void sigtermKillsTheAttemptThatGoesOnAndClearsUp() throws Exception {
        writeDocuments(0, 20_000);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.siiwad.cli.Main");
        builder.command().addAll(List.of(command("--kills", "1000", "--seed", "1")));
        Process process = builder.directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().anyMatch(line -> line.startsWith("Scratch: ")))
                    .isTrue();
            ProcessHandle child = child(process);
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(143);
            child.onExit().join();
        } finally {
            process.destroyForcibly();
        }
        assertThat(scratch).isEmptyDirectory();
    }

    /** It is started right after that line. */
    private static ProcessHandle child(Process process) {
        while (process.isAlive()) {
            List<ProcessHandle> children = process.children().toList();
            if (!children.isEmpty()) {
                return children.get(0);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the crash test ended by itself, with " + process.exitValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crashtest",
                "crashtest --kills 20",
                "crashtest nothing",
                "crashtest wikipedia --explain",
                "crashtest wikipedia --kills 0",
                "crashtest wikipedia --kills 100001",
                "crashtest wikipedia --seed x",
                "crashtest wikipedia --scratch missing",
                "crashtest wikipedia --storage gs://bucket",
                "crashtest wikipedia --date 20261101 --dump x.xml",
                "crashtest huggingface --files a.jsonl",
                "crashtest sprakbanken --list",
                "crashtest tiktok --video-urls videos.txt",
                "ingest wikipedia --kills 20"
            })
    void whatCannotBeTestedIsRefused(String arguments) {
        Outcome outcome = program.run(arguments.split(" "));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("ERROR: ").doesNotContain("\tat ");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aPaidSourceWantsAWordOfItsOwn() {
        assertThat(program.run("crashtest", "tiktok", "--video-urls", "videos.txt")
                        .err())
                .contains("takes money", "at least twice", "--accept-costs");
    }

    @Test
    void aVariableOfTheTestIsForTheTestAlone() {
        Outcome outcome = program.with("SIIWAD_CRASHTEST", "sometimes").run("ingest", "list");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("SIIWAD_CRASHTEST: \"sometimes\" is not a place", "Unset it");
    }
}
