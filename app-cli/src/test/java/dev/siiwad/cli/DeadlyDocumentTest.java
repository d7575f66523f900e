package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that die of a document, until it is set aside. */
@Timeout(300)
class DeadlyDocumentTest {
    private static final List<String> QUICK = List.of("-Xmx24m", "-Xss512k");
    private static final String[] OUTPUT = {"--checkpoint-every", "10", "--run-id", "run-1", "--format", "jsonl"};
    private static final int KILLED = 137;

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
    void oneThatFillsTheMemory() throws Exception {
        String[] command = deadly(4, "memory");
        for (int attempt = 1; attempt <= 3; attempt++) {
            Child child = ended(1, command);
            assertThat(last(child))
                    .startsWith("ERROR: The 23 MB of memory that this process may use are not enough.")
                    .contains("JAVA_OPTS=-Xmx2g");
        }
        assertSetAside(4, "4 asked=false", program.run(command));
    }

    @Test
    void oneThatFillsTheStack() throws Exception {
        String[] command = deadly(9, "stack");
        for (int attempt = 1; attempt <= 3; attempt++) {
            Child child = ended(1, command);
            assertThat(last(child))
                    .startsWith("ERROR: The stack of this process is not enough: calls are nested too deeply in ")
                    .contains("JAVA_OPTS=-Xss16m");
        }
        assertSetAside(9, "9 asked=false", program.run(command));
    }

    @Test
    void oneThatTheKernelKillsTheProcessFor() throws Exception {
        String[] command = with(deadly(13, "kill"), "--threads", "1");
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(ended(KILLED, command).lines()).noneMatch(line -> line.contains("Resume loop"));
        }
        assertThat(program.run("status").out())
                .contains("attempt 4\n", "stalled:  the last 3 attempts began at offset 10 and have not moved it");

        assertThat(ended(KILLED, command).lines())
                .contains("WARNING: Resume loop: 3 attempts stopped at offset=10, going step by step up to offset=20."
                        + " A document in flight at 3 deaths is tried by itself");
        assertThat(program.run("status").out()).contains("in flight: the document at offset 13, by attempts [5]\n");
        ended(KILLED, command);
        assertThat(ended(KILLED, command).lines())
                .contains(
                        "WARNING: Resume loop: 2 attempts stopped at offset=13 with that document in flight, going step"
                                + " by step up to offset=20. A document in flight at 3 deaths is tried by itself");
        assertThat(program.run("status").out())
                .contains(
                        "in flight: the document at offset 13, by attempts [5, 6, 7]; the next tries it in a process of its own\n");

        assertSetAside(13, "13 asked=false", refusedAndToldHowToGoOn(command));
    }

    /** With documents read ahead, the first of them may die before the commit at 10. */
    @Test
    void oneThatTheKernelKillsTheProcessForWhileOthersAreReadAhead() throws Exception {
        String[] command = with(deadly(13, "kill"), "--threads", "4");
        int attempts = 0;
        while (!program.run("status").out().contains("; the next tries it in a process of its own\n")) {
            ended(KILLED, command);
            assertThat(++attempts).isLessThanOrEqualTo(8);
        }
        assertThat(attempts).isGreaterThanOrEqualTo(7);
        assertSetAside(13, "13 asked=false", program.run(command));
    }

    /** What the command comes to that the refusals name. */
    private Outcome refusedAndToldHowToGoOn(String... command) throws IOException {
        Map<String, String> before = program.files();
        Outcome enough = program.run(with(command, "--max-attempts", "7"));
        assertThat(enough.code()).isEqualTo(4);
        assertThat(enough.err())
                .contains("ERROR: Run run-1 has had 7 attempts, and --max-attempts is 7; the last ")
                .contains(" Carry on with: siiwad " + String.join(" ", command) + " --max-attempts 8");
        assertThat(program.files()).isEqualTo(before);

        Outcome stopped = program.run(with(command, "--on-poison", "stop"));
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(4);
        String typed = String.join(" ", command);
        assertThat(stopped.err())
                .contains(
                        "WARNING: The document at offset=13 killed 3 processes of its own (exit code 137), and after each a"
                                + " control survived: it is to blame\n",
                        "ERROR: List-Somali: attempts [5, 6, 7] died with the document at offset 13 in flight, which follows"
                                + " position \"13 asked=false\", and it is to blame\nDecide with one of:\n  siiwad "
                                + typed
                                + " --on-poison stop --on-poison quarantine   # sets it aside\n  siiwad " + typed
                                + " --on-poison stop --on-poison read   # reads it again\n");
        return program.run(with(command, "--on-poison", "stop", "--on-poison", "quarantine"));
    }

    @Test
    void oneThatShowsADefectOfTheProgram() throws IOException {
        String[] command = deadly(4, "defect");
        for (int attempt = 1; attempt <= 6; attempt++) {
            Outcome outcome = program.run(command);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("ERROR: This is a defect of the program; please report it");
        }
        assertSetAside(4, "4 asked=false", program.run(command));
    }

    @Test
    void oneThatKillsWhoeverPassesOverItIsNamedForEver() {
        String[] command = with(deadly(13, "defect"), "--passing");
        for (int attempt = 1; attempt <= 8; attempt++) {
            assertThat(program.run(command).code()).isEqualTo(1);
        }
        assertThat(program.run("status").out())
                .contains(
                        "  offset:   13, processed 9, ",
                        "in flight: the document at offset 13, by attempts [5, 6, 7]; attempt 8 has not got past it\n");
        Outcome last = program.run(deadly(13, "defect"));
        assertThat(last.code()).isZero();
        assertThat(last.out()).contains("Quarantined: 1  (");
    }

    private static String[] deadly(int document, String death) {
        return with(new String[] {"ingest", "deadly", "--at", "" + document, "--of", death}, OUTPUT);
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
    }

    private Child ended(int code, String... command) throws Exception {
        try (Child child = Child.start(List.of(), QUICK, directory, Map.of(), command)) {
            assertThat(child.end()).as(String.join("\n", child.lines())).isEqualTo(code);
            return child;
        }
    }

    private static String last(Child child) {
        return child.lines().get(child.lines().size() - 1);
    }

    private void assertSetAside(int document, String position, Outcome last) throws IOException {
        assertThat(last.code()).as(last.err()).isZero();
        assertThat(last.out()).startsWith("Read:        30 documents").contains("Quarantined: 1  (");
        assertThat(program.run("verify").code()).isZero();
        String quarantine = program.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith("-quarantine.jsonl"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        assertThat(quarantine)
                .isEqualTo("{\"offset\":" + document + ",\"id\":\"offset-" + document
                        + "\",\"reason\":\"3 attempts died with it in hand; it follows position \\\"" + position
                        + "\\\"\",\"excerpt\":\"\"}\n");
        Program other = new Program(elsewhere);
        assertThat(other.run(with(new String[] {"ingest", "list", "--size", "30"}, OUTPUT))
                        .code())
                .isZero();
        List<String> others = new ArrayList<>(published(elsewhere));
        assertThat(others).hasSize(20);
        assertThat(others.removeIf(line -> line.contains("Qoraalka " + document + " ")))
                .isTrue();
        assertThat(published(directory)).isEqualTo(others);
    }

    /** The lines of the dataset as they are. */
    private static List<String> published(Path below) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(below.resolve("data/processed"))) {
            for (Path part : files.filter(file -> file.toString().contains("-part-"))
                    .sorted()
                    .toList()) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(part))) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }
}
