package dev.siiwad.cli;

import dev.siiwad.cli.checkpoint.CheckpointBackupCommand;
import dev.siiwad.cli.checkpoint.CheckpointCleanCommand;
import dev.siiwad.cli.checkpoint.CheckpointCommand;
import dev.siiwad.cli.checkpoint.CheckpointDeleteCommand;
import dev.siiwad.cli.checkpoint.CheckpointListCommand;
import dev.siiwad.cli.checkpoint.CheckpointRestoreCommand;
import dev.siiwad.cli.checkpoint.CheckpointSetCommand;
import dev.siiwad.cli.checkpoint.CheckpointShowCommand;
import dev.siiwad.cli.checkpoint.CheckpointVerifyCommand;
import dev.siiwad.cli.checkpoint.StatusCommand;
import dev.siiwad.cli.ingest.IngestCommand;
import dev.siiwad.cli.ingest.RunNow;
import dev.siiwad.cli.ingest.TrialCommand;
import dev.siiwad.cli.ingest.TryIt;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The program in a working directory of its own, with {@code ingest list} beside the real sources. */
final class Program {
    final Path directory;
    private final Map<String, String> variables = new HashMap<>();

    /** Its log is without the time, so that it can be compared. */
    Program(Path directory) {
        this.directory = directory;
        variables.put("SDC_LOGGING__FORMAT", "plain");
    }

    /** What one call left. */
    record Outcome(int code, String out, String err) {}

    Program with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Outcome run(String... arguments) {
        return run(Program::commands, arguments);
    }

    /** The same for thousands of calls: it knows no other commands than for checkpoints, and {@code ingest list}. */
    Outcome runQuickly(String... arguments) {
        return run(session -> fewCommands(session, arguments[0]), arguments);
    }

    /** The same with commands that a test has put together. */
    Outcome run(Function<Session, CommandLine> commands, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                variables,
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int code = Main.run(shell, commands, arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static CommandLine commands(Session session) {
        CommandLine siiwad = Main.commands(session);
        Storages storages = Main.storages(session);
        withSources(siiwad, "ingest", new RunNow(session, storages, ChildMain.class.getName()));
        TrialCommand trial = siiwad.getSubcommands().get("trial").getCommand();
        withSources(siiwad, "trial", new TryIt(session, storages, trial));
        return Main.configured(siiwad, session);
    }

    private static void withSources(CommandLine siiwad, String verb, Use use) {
        siiwad.getSubcommands()
                .get(verb)
                .addSubcommand(new IngestListCommand(use))
                .addSubcommand(new IngestFailingCommand(use))
                .addSubcommand(new IngestDeadlyCommand(use));
    }

    private static CommandLine fewCommands(Session session, String first) {
        CommandLine siiwad = new CommandLine(new SiiwadCommand());
        Storages storages = Main.storages(session);
        if (first.equals("ingest")) {
            siiwad.addSubcommand(new CommandLine(new IngestCommand())
                    .addSubcommand(new IngestListCommand(new RunNow(session, storages, ChildMain.class.getName()))));
        } else {
            siiwad.addSubcommand(new StatusCommand(session, storages))
                    .addSubcommand(new CommandLine(new CheckpointCommand())
                            .addSubcommand(new CheckpointListCommand(session, storages))
                            .addSubcommand(new CheckpointShowCommand(session, storages))
                            .addSubcommand(new CheckpointVerifyCommand(session, storages))
                            .addSubcommand(new CheckpointSetCommand(session, storages))
                            .addSubcommand(new CheckpointBackupCommand(session, storages))
                            .addSubcommand(new CheckpointRestoreCommand(session, storages))
                            .addSubcommand(new CheckpointDeleteCommand(session, storages))
                            .addSubcommand(new CheckpointCleanCommand(session, storages)));
        }
        return Main.configured(siiwad, session);
    }

    Path staging(String source) {
        return directory.resolve("data/staging/source=" + source);
    }

    Path checkpoint(String source) {
        return staging(source).resolve(".checkpoint.json");
    }

    Path checkpoint() {
        return staging("List-Somali").resolve(".checkpoint.json");
    }

    /** Writes the checkpoint of the list as a user would by hand. */
    void writeCheckpoint(String text) throws IOException {
        Files.createDirectories(checkpoint().getParent());
        Files.writeString(checkpoint(), text);
    }

    /** Every file below the working directory, with its bytes as text; locks left out. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.endsWith(".lock")) {
                    files.put(
                            directory.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }

    /** The bytes of all published parts, in order. */
    List<String> published() throws IOException {
        return files().entrySet().stream()
                .filter(file -> file.getKey().contains("-part-"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
