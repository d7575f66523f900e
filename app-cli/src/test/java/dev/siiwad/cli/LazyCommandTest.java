package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Environment;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A call makes only the commands that it names, and nobody can tell. */
class LazyCommandTest {
    @TempDir
    Path directory;

    private Session session() {
        PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Session(
                new Shell(Map.of(), directory, stream, stream, false),
                Environment.of(Map.of()),
                new ProgressLine(stream, false),
                new Interruption());
    }

    private CommandLine commandsOf(String... arguments) {
        return Main.commands(session(), arguments);
    }

    /** The words of every command, and none for the program itself. */
    private List<List<String>> calls() {
        List<List<String>> calls = new ArrayList<>();
        collect(Main.commands(session()), List.of(), calls);
        return calls;
    }

    private static void collect(CommandLine command, List<String> words, List<List<String>> calls) {
        calls.add(words);
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> longer = new ArrayList<>(words);
            longer.add(name);
            collect(subcommand, longer, calls);
        });
    }

    private static String[] and(List<String> call, String... more) {
        List<String> words = new ArrayList<>(call);
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void makesOnlyWhatIsNamed() {
        assertThat(commandsOf("--version").getSubcommands()).isEmpty();
        assertThat(commandsOf("status").getSubcommands()).containsOnlyKeys("status");
        CommandLine ingest = commandsOf("ingest", "bbc", "--explain");
        assertThat(ingest.getSubcommands()).containsOnlyKeys("ingest");
        assertThat(ingest.getSubcommands().get("ingest").getSubcommands()).containsOnlyKeys("bbc");
    }

    @Test
    void makesAllWhereHelpOrAnErrorSpeaksOfThem() {
        int all = Main.commands(session()).getSubcommands().size();
        assertThat(commandsOf().getSubcommands()).hasSize(all);
        assertThat(commandsOf("--help").getSubcommands()).hasSize(all);
        assertThat(commandsOf("ingst", "bbc").getSubcommands()).hasSize(all);
        assertThat(commandsOf("--version", "status").getSubcommands()).hasSize(all);
        assertThat(commandsOf("checkpoint", "--help")
                        .getSubcommands()
                        .get("checkpoint")
                        .getSubcommands())
                .containsKeys("list", "show", "clean");
    }

    @Test
    void commandsHaveTheNamesOfTheirAnnotations() {
        for (List<String> call : calls()) {
            CommandLine command = Main.commands(session());
            for (String word : call) {
                command = command.getSubcommands().get(word);
                assertThat(command.getCommandSpec()
                                .userObject()
                                .getClass()
                                .getAnnotation(CommandLine.Command.class)
                                .name())
                        .isEqualTo(word);
            }
        }
    }

    @Test
    void helpAndErrorsOfEveryCommandAreAsWithAllCommandsMade() {
        assertThat(calls()).hasSizeGreaterThan(30);
        for (List<String> call : calls()) {
            for (String end : List.of("--help", "--version", "--no-such-option", "no-such-word")) {
                assertThat(said(and(call, end))).isEqualTo(saidByAll(and(call, end)));
            }
        }
    }

    @Test
    void helpIsFormatted() {
        assertThat(said("ingest", "huggingface", "--help").out())
                .contains("have 85 % of")
                .doesNotContain("%%");
    }

    private Program.Outcome said(String... arguments) {
        return new Program(directory).run(session -> Main.commands(session, arguments), arguments);
    }

    private Program.Outcome saidByAll(String... arguments) {
        return new Program(directory).run((Session session) -> Main.commands(session), arguments);
    }
}
