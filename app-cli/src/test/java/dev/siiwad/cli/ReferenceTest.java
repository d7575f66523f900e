package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siiwad.cli.reference.ReferenceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Man pages and completions, as a release has them. */
class ReferenceTest {
    private static final String MACRO = "\\.(TH|SH|TP|nf|fi)( .*)?";
    private static final String TRY = """
            . "$1"
            try() {
              COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
              _siiwad
              echo "${COMPREPLY[*]}"
            }
            try siiwad ing
            try siiwad ingest wik
            try siiwad ingest wikipedia --max-r
            try siiwad ingest wikipedia --lang so --on-poison st
            try siiwad ingest wikipedia --format = pa
            try siiwad ingest wikipedia --lang ""
            try siiwad ingest huggingface mad
            try siiwad verify da
            try siiwad dataset sh
            """;

    @TempDir
    static Path share;

    @TempDir
    Path directory;

    @BeforeAll
    static void write(@TempDir Path elsewhere) throws IOException {
        new Program(elsewhere)
                .run(
                        session -> {
                            CommandLine commands = Main.commands(session);
                            writeAll(commands);
                            return commands;
                        },
                        "--version");
    }

    private static void writeAll(CommandLine commands) {
        try {
            ReferenceFiles.write(commands, share, "1.2.0", "2026-11-01");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyCommandThatHelpShowsHasAPageWithItsOptions() throws IOException {
        List<String> seen = new ArrayList<>();
        each(all(), command -> {
            String name = command.getCommandSpec().qualifiedName("-");
            seen.add(name + ".1.gz");
            String page = page(name);
            assertThat(page.lines().findFirst())
                    .contains(".TH \"" + name.toUpperCase(java.util.Locale.ROOT)
                            + "\" 1 \"2026-11-01\" \"siiwad 1.2.0\" \"Siiwad\"");
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .flatMap(option -> Arrays.stream(option.names()))
                    .forEach(
                            option -> assertThat(page).as(name).contains("\\fB" + option.replace("-", "\\-") + "\\fR"));
            assertThat(page.lines().filter(line -> line.startsWith(".") && !line.matches(MACRO)))
                    .as(name)
                    .isEmpty();
        });
        try (var pages = Files.list(share.resolve("man/man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString())).hasSameElementsAs(seen);
        }
    }

    private static String page(String name) {
        try (var in = new GZIPInputStream(Files.newInputStream(share.resolve("man/man1/" + name + ".1.gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void each(CommandLine command, Consumer<CommandLine> check) {
        if (!command.getCommandSpec().usageMessage().hidden()) {
            check.accept(command);
            command.getSubcommands().values().forEach(subcommand -> each(subcommand, check));
        }
    }

    private CommandLine all() {
        List<CommandLine> made = new ArrayList<>();
        new Program(directory)
                .run(
                        session -> {
                            made.add(Main.commands(session));
                            return made.get(0);
                        },
                        "--version");
        return made.get(0);
    }

    @Test
    void bashCompletesCommandsOptionsAndValues() throws Exception {
        Path script = directory.resolve("try.sh");
        Files.writeString(script, TRY);
        assertThat(said("bash", script.toString(), completions("bash-completion/completions/siiwad")))
                .isEqualTo(String.join(
                        "\n", "ingest", "wikipedia", "--max-records", "stop", "parquet", "", "madlad", "", "show", ""));
    }

    @Test
    void zshCanReadItsCompletions() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "Skipped: there is no zsh here");
        assertThat(said("/usr/bin/zsh", "-n", completions("zsh/site-functions/_siiwad")))
                .isEmpty();
    }

    @Test
    void printsTheSameAsItsCommand() throws IOException {
        for (List<String> shell : List.of(
                List.of("bash", "bash-completion/completions/siiwad"), List.of("zsh", "zsh/site-functions/_siiwad"))) {
            assertThat(new Program(directory)
                            .run(session -> Main.commands(session), "completion", shell.get(0))
                            .out())
                    .isEqualTo(Files.readString(share.resolve(shell.get(1))));
        }
    }

    private static String completions(String name) {
        return share.resolve(name).toString();
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
