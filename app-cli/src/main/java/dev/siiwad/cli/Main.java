package dev.siiwad.cli;

import dev.siiwad.Environment;
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
import dev.siiwad.cli.config.ConfigCheckCommand;
import dev.siiwad.cli.config.ConfigCommand;
import dev.siiwad.cli.config.ConfigShowCommand;
import dev.siiwad.cli.crashtest.CrashtestChild;
import dev.siiwad.cli.crashtest.CrashtestCommand;
import dev.siiwad.cli.crashtest.TestIt;
import dev.siiwad.cli.dataset.DatasetCommand;
import dev.siiwad.cli.dataset.DatasetListCommand;
import dev.siiwad.cli.dataset.DatasetPruneCommand;
import dev.siiwad.cli.dataset.DatasetRemoveCommand;
import dev.siiwad.cli.dataset.DatasetShowCommand;
import dev.siiwad.cli.dataset.VerifyCommand;
import dev.siiwad.cli.demo.DemoCommand;
import dev.siiwad.cli.ingest.IngestBbcCommand;
import dev.siiwad.cli.ingest.IngestCommand;
import dev.siiwad.cli.ingest.IngestHuggingFaceCommand;
import dev.siiwad.cli.ingest.IngestSprakbankenCommand;
import dev.siiwad.cli.ingest.IngestTikTokCommand;
import dev.siiwad.cli.ingest.IngestWikipediaCommand;
import dev.siiwad.cli.ingest.RunNow;
import dev.siiwad.cli.ingest.TrialCommand;
import dev.siiwad.cli.ingest.TryIt;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.inspect.InspectCommand;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.KeyFiles;
import dev.siiwad.cli.terminal.Loading;
import dev.siiwad.cli.terminal.Logging;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.OptionLists;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.publish.VerifyingKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;

/** The command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Shell.ofThisProcess(), Main::commands, arguments));
    }

    /** Returns the exit code. */
    static int run(Shell shell, Function<Session, CommandLine> commands, String... arguments) {
        Interruption interruption = new Interruption();
        ProgressLine line = new ProgressLine(shell.err(), shell.terminal());
        try {
            Environment environment = Configuration.of(shell).environment();
            Logging.start(environment, line);
            return commands.apply(new Session(shell, environment, line, interruption))
                    .execute(HelpCommand.asOption(arguments));
        } catch (UsageException | UncheckedIOException e) {
            Logging.startAnyway(shell.variables(), line);
            return Failures.failed(e);
        } catch (LinkageError | InternalError e) {
            return Failures.failed(Loading.failed(e));
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(Runtime.getRuntime().maxMemory());
        } catch (StackOverflowError e) {
            return Failures.outOfStack(e);
        } finally {
            interruption.over();
        }
    }

    /** All commands. */
    public static CommandLine commands(Session session) {
        Storages storages = storages(session);
        CrashtestCommand test = new CrashtestCommand();
        CommandLine ingest = withSources(
                new CommandLine(new IngestCommand()), session, new RunNow(session, storages, Main.class.getName()));
        CommandLine crashtest = withSources(new CommandLine(test), session, new TestIt(session, storages, test));
        TrialCommand trial = new TrialCommand();
        CommandLine trials = withSources(new CommandLine(trial), session, new TryIt(session, storages, trial));
        CommandLine checkpoint = new CommandLine(new CheckpointCommand())
                .addSubcommand(new CheckpointListCommand(session, storages))
                .addSubcommand(new CheckpointShowCommand(session, storages))
                .addSubcommand(new CheckpointVerifyCommand(session, storages))
                .addSubcommand(new CheckpointSetCommand(session, storages))
                .addSubcommand(new CheckpointBackupCommand(session, storages))
                .addSubcommand(new CheckpointRestoreCommand(session, storages))
                .addSubcommand(new CheckpointDeleteCommand(session, storages))
                .addSubcommand(new CheckpointCleanCommand(session, storages));
        CommandLine siiwad = new CommandLine(new SiiwadCommand())
                .addSubcommand(ingest)
                .addSubcommand(new StatusCommand(session, storages))
                .addSubcommand(checkpoint)
                .addSubcommand(dataset(session, storages))
                .addSubcommand(new VerifyCommand(session, storages))
                .addSubcommand(new InspectCommand(session, storages))
                .addSubcommand(new CommandLine(new ConfigCommand())
                        .addSubcommand(new ConfigShowCommand(session))
                        .addSubcommand(new ConfigCheckCommand(session)))
                .addSubcommand(crashtest)
                .addSubcommand(trials)
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new HelpCommand());
        return configured(siiwad, session);
    }

    private static CommandLine dataset(Session session, Storages storages) {
        return new CommandLine(new DatasetCommand())
                .addSubcommand(new DatasetListCommand(session, storages))
                .addSubcommand(new DatasetShowCommand(session, storages))
                .addSubcommand(new VerifyCommand(session, storages))
                .addSubcommand(new DatasetRemoveCommand(session, storages))
                .addSubcommand(new DatasetPruneCommand(session, storages));
    }

    /** Where a call keeps things. */
    static Storages storages(Session session) {
        return new Storages(session, CrashtestChild.disks(session.environment()));
    }

    private static CommandLine withSources(CommandLine command, Session session, Use use) {
        return command.addSubcommand(new IngestWikipediaCommand(session, use))
                .addSubcommand(new IngestHuggingFaceCommand(session, use))
                .addSubcommand(new IngestBbcCommand(use))
                .addSubcommand(new IngestSprakbankenCommand(session, use))
                .addSubcommand(new IngestTikTokCommand(session, use));
    }

    static CommandLine configured(CommandLine siiwad, Session session) {
        Failures failures = new Failures(session.program());
        addHeadings(siiwad);
        OptionLists.show(siiwad);
        Examples.show(siiwad);
        return siiwad.registerConverter(SourceId.class, text -> converted(text, SourceId::new))
                .registerConverter(RunId.class, text -> converted(text, RunId::new))
                .registerConverter(Natural.class, text -> converted(text, Natural::parse))
                .registerConverter(Positive.class, text -> converted(text, Positive::parse))
                .registerConverter(SigningKey.class, path -> KeyFiles.signing(session.resolve(Path.of(path))))
                .registerConverter(VerifyingKey.class, path -> KeyFiles.verifying(session.resolve(Path.of(path))))
                .registerConverter(Duration.class, text -> converted(text, Span::parse))
                .setExpandAtFiles(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setUsageHelpWidth(OptionLists.width(session.shell()))
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(utf8(session.shell().out()))
                .setErr(utf8(session.shell().err()));
    }

    private static void addHeadings(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
        command.getCommandSpec().versionProvider(new SiiwadCommand.OfTheJar());
        command.getSubcommands().values().forEach(Main::addHeadings);
    }

    /** A writer on a stream would encode by the machine's settings what the stream itself writes in UTF-8. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static <T> T converted(String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }
}
