package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Environment;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What somebody is told who asks, or makes a slip. */
class HelpTest {
    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void prepare() {
        program = new Program(directory);
    }

    @Test
    void helpOfACommandIsTheSameAsItsOption() {
        for (String command : List.of("", "ingest", "ingest wikipedia", "checkpoint set", "status")) {
            String[] words = command.isEmpty() ? new String[0] : command.split(" ");
            Outcome help = program.run(with(words, 0, "help"));
            assertThat(help).isEqualTo(program.run(with(words, words.length, "--help")));
            assertThat(help.code()).isZero();
            assertThat(help.out()).startsWith("Usage: siiwad" + (command.isEmpty() ? "" : " " + command));
        }
    }

    @Test
    void defaultsOfSettingsComeFromTheirTable() {
        assertThat(program.run("help", "ingest", "tiktok").out())
                .contains("(default: 30000)", "(default: 600s)", "(default: data)")
                .doesNotContain("${");
        each(commands(), command -> assertThat(command.getUsageMessage()).doesNotContain("${", "bundle:"));
    }

    @Test
    void helpForWhatIsNoCommandIsAnErrorThatNamesTheNearest() {
        Outcome slip = program.run("help", "ingst");
        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err()).startsWith("ERROR: Unknown command: siiwad ingst; did you mean siiwad ingest?");
        assertThat(program.run("help", "ingest", "wikipedja").err()).contains("did you mean siiwad ingest wikipedia?");
    }

    @Test
    void everyCommandHasHelpAVersionAndExamplesThatParse() {
        List<String> without = new ArrayList<>();
        each(commands(), command -> {
            String name = command.getCommandSpec().qualifiedName();
            if (command.getCommandSpec().usageMessage().hidden()
                    || name.equals("siiwad")
                    || name.equals("siiwad help")
                    || name.startsWith("siiwad crashtest ")
                    || name.startsWith("siiwad trial")) {
                return;
            }
            if (Examples.of(name).isEmpty()) {
                without.add(name);
            }
            assertThat(command.getCommandSpec().optionsMap()).as(name).containsKeys("-h", "--help", "-V", "--version");
            assertThat(command.getUsageMessage()).as(name).contains("\nExample");
            for (String example : Examples.of(name)) {
                assertThat(example).startsWith(name);
                commands().parseArgs(example.replaceFirst("siiwad ", "").split(" "));
            }
        });
        assertThat(without).isEmpty();
        assertThat(program.run("checkpoint", "list", "-V").out()).startsWith("siiwad ");
    }

    @Test
    void aSlipInAnOptionIsNamedWithWhatWasMeant() throws Exception {
        Outcome outcome = program.run("ingest", "list", "--max-recrds", "3");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        "ERROR: Unknown option: --max-recrds; did you mean --max-records?\nTry: siiwad ingest list --help\n");
        assertThat(program.run("ingest", "list", "--max-re", "5").err())
                .startsWith("ERROR: Unknown option: --max-re; did you mean --max-records?\n");
        assertThat(program.run("status", "--frob").err()).startsWith("ERROR: Unknown option: --frob\n");
        assertThat(program.run("checkpoint", "lst").err()).contains("did you mean siiwad checkpoint list?");
        assertThat(program.run("status", "now").err()).startsWith("ERROR: Not expected: now. What siiwad status takes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anOptionThatTakesManyValuesDoesNotTakeAnotherOptionForOne() {
        Outcome outcome = program.run(
                "ingest", "huggingface", "custom", "--files", "a.jsonl", "--max-recrds", "5", "--text-field", "body");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("ERROR: Unknown option: --max-recrds; did you mean --max-records?");
    }

    private static String[] with(String[] words, int at, String word) {
        List<String> more = new ArrayList<>(Arrays.asList(words));
        more.add(at, word);
        return more.toArray(String[]::new);
    }

    private CommandLine commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Shell shell = new Shell(Map.of(), directory, nowhere, nowhere, false);
        return Main.commands(
                new Session(shell, Environment.of(Map.of()), new ProgressLine(nowhere, false), new Interruption()));
    }

    private static void each(CommandLine command, java.util.function.Consumer<CommandLine> look) {
        look.accept(command);
        command.getSubcommands().values().forEach(below -> each(below, look));
    }
}
