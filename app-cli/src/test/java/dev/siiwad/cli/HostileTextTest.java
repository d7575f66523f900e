package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored may have been written by anybody: it fakes no line, and no number in it is a defect of the program. */
class HostileTextTest {
    private static final Pattern NUMBER = Pattern.compile("(?<=[:\\[,] ?)-?\\d+(?=[,}\\]\\n])");
    private static final String FAKE = "first\\n  run:      other\\nERROR: all is lost\\u001b[2J\\u2028x\\u202ey";

    private static KilledRun killed;

    @TempDir
    Path directory;

    @BeforeAll
    static void killOnce(@TempDir Path template) throws IOException {
        killed = new KilledRun(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"position", "snapshot"})
    void aStoredLineEndFakesNoLine(String member) throws IOException {
        Program program = killed.copy(directory);
        change(program, text -> CheckpointDamage.with(text, member, "\"" + FAKE + "\""));
        for (String[] command : commands()) {
            Outcome outcome = program.run(command);
            if (!List.of(command).contains("show")) {
                assertThat((outcome.out() + outcome.err()).lines())
                        .as(String.join(" ", command))
                        .noneMatch(
                                line -> line.startsWith("  run:      other") || line.startsWith("ERROR: all is lost"));
            }
            assertThat(outcome.out() + outcome.err()).doesNotContain("\u001b", "\u202e", "\u2028");
        }
        assertThat(program.run("status").out())
                .contains("  " + member + ": first\\n  run:      other\\nERROR: all is lost\uFFFD[2J\\nx\uFFFDy\n");
    }

    @Test
    void aStoredSettingFakesNoLine() throws IOException {
        Program program = killed.copy(directory);
        change(program, text -> CheckpointDamage.with(text, "settings", "{\"a\":\"" + FAKE + "\"}"));
        for (String[] command : commands()) {
            Outcome outcome = program.run(command);
            assertThat(outcome.err().lines()).noneMatch(line -> line.startsWith("ERROR: all is lost"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "9223372036854775807", "9223372036854775808", "1e1000000000", "1e400"})
    void noNumberIsADefect(String hostile) throws IOException {
        Program program = killed.copy(directory);
        change(
                program,
                text -> text.replace("\"owner\"", "\"in_hand\": {\"offset\":41,\"attempts\":[1]},\n  \"owner\""));
        String text = Files.readString(program.checkpoint());
        for (int[] place : numbers(text)) {
            String changed = text.substring(0, place[0]) + hostile + text.substring(place[1]);
            for (String[] command : List.of(new String[] {"status"}, new String[] {"ingest", "list"})) {
                program.writeCheckpoint(CheckpointDamage.resealed(changed));
                assertThat(program.runQuickly(command).err())
                        .as(String.join(" ", command) + " of " + changed)
                        .doesNotContain("defect");
            }
            program = killed.copy(directory);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "9223372036854775807", "9223372036854775808", "1e1000000000"})
    void noNumberOfAnOptionIsADefect(String hostile) throws IOException {
        for (String option : List.of(
                "--from-offset",
                "--max-records",
                "--checkpoint-every",
                "--max-attempts",
                "--pass-over",
                "--min-length")) {
            Program program = killed.copy(Files.createTempDirectory(directory, "x"));
            assertThat(program.runQuickly("ingest", "list", option, hostile).err())
                    .as(option)
                    .doesNotContain("defect");
            assertThat(program.runQuickly("ingest", "list", "--force", option, hostile)
                            .err())
                    .as(option)
                    .doesNotContain("defect");
            assertThat(program.runQuickly("checkpoint", "set", "List-Somali", "--offset", hostile)
                            .err())
                    .doesNotContain("defect");
            assertThat(program.runQuickly("ingest", "list").err()).doesNotContain("defect");
        }
    }

    private static List<String[]> commands() {
        return List.of(
                new String[] {"status"},
                new String[] {"checkpoint", "list"},
                new String[] {"checkpoint", "show", "List-Somali"},
                new String[] {"ingest", "list", "--explain"},
                new String[] {"ingest", "list"});
    }

    private static void change(Program program, UnaryOperator<String> change) throws IOException {
        String text = Files.readString(program.checkpoint());
        program.writeCheckpoint(CheckpointDamage.resealed(change.apply(text)));
    }

    private static List<int[]> numbers(String text) {
        Matcher matcher = NUMBER.matcher(text);
        List<int[]> places = new ArrayList<>();
        while (matcher.find()) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        return places;
    }
}
