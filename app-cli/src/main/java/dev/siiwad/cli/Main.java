package dev.siiwad.cli;

import dev.siiwad.Environment;
import dev.siiwad.cli.all.IngestAllCommand;
import dev.siiwad.cli.all.PlanCheck;
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
import dev.siiwad.cli.dashboard.DashboardCommand;
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
import dev.siiwad.cli.reference.CompletionCommand;
import dev.siiwad.cli.sources.SourcesCommand;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.KeyFiles;
import dev.siiwad.cli.terminal.Loading;
import dev.siiwad.cli.terminal.Logging;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.OptionLists;
import dev.siiwad.cli.terminal.Part;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.SettingDefaults;
import dev.siiwad.cli.terminal.Shell;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.TypedSecret;
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
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** The command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Shell.ofThisProcess(), session -> commands(session, arguments), arguments));
    }

    /** Returns the exit code. */
    static int run(Shell shell, Function<Session, CommandLine> commands, String... arguments) {
        Interruption interruption = new Interruption();
        int code = ExitCode.FAILED;
        try {
            code = execute(shell, commands, interruption, arguments);
            return code;
        } finally {
            interruption.over(code);
        }
    }

    private static int execute(
            Shell shell, Function<Session, CommandLine> commands, Interruption interruption, String... arguments) {
        ProgressLine line = Part.begin(shell);
        try {
            Environment environment = Configuration.of(shell).environment();
            Logging.start(environment, line);
            CommandLine siiwad = commands.apply(new Session(shell, environment, line, interruption));
            return siiwad.execute(HelpCommand.asOption(siiwad, arguments));
        } catch (UsageException | UncheckedIOException e) {
            Logging.startAnyway(shell.variables(), line);
            return Failures.failed(e);
        } catch (LinkageError | InternalError e) {
            return Failures.failed(Loading.failed(e));
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(Runtime.getRuntime().maxMemory());
        } catch (StackOverflowError e) {
            return Failures.outOfStack(e);
        }
    }

    /** All commands. */
    public static CommandLine commands(Session session) {
        return configured(tree(session).whole(), session);
    }

    /** Those that a call with these arguments can have to do with. */
    static CommandLine commands(Session session, String... arguments) {
        return configured(tree(session).namedBy(List.of(HelpCommand.asOption(arguments))), session);
    }

    /**
     * The commands of another program, which does something else with an ingestion that is asked for in the same words.
     *
     * @param root its command above {@code ingest} and {@code trial}
     * @param use what becomes of an ingestion
     */
    public static CommandLine commands(Object root, Session session, Storages storages, Use use) {
        TrialCommand trial = new TrialCommand();
        LazyCommand tree = LazyCommand.of(() -> root)
                .add("ingest", withSources(new IngestCommand(), session, use))
                .add("trial", withSources(trial, session, new TryIt(session, storages, trial)));
        return configured(tree.whole(), session);
    }

    /** All commands, none of them made. */
    private static LazyCommand tree(Session session) {
        Storages storages = storages(session);
        CrashtestCommand test = new CrashtestCommand();
        TrialCommand trial = new TrialCommand();
        return LazyCommand.of(SiiwadCommand::new)
                .add(
                        "ingest",
                        withSources(new IngestCommand(), session, new RunNow(session, storages, Main.class.getName()))
                                .add(
                                        "all",
                                        () -> new IngestAllCommand(
                                                session, storages, use -> ingest(session, use), Main.class.getName())))
                .add("sources", () -> new SourcesCommand(session))
                .add("status", () -> new StatusCommand(session, storages))
                .add("dashboard", () -> new DashboardCommand(session, storages))
                .add("checkpoint", checkpoint(session, storages))
                .add("dataset", dataset(session, storages))
                .add("verify", () -> new VerifyCommand(session, storages))
                .add("inspect", () -> new InspectCommand(session, storages))
                .add(
                        "config",
                        LazyCommand.of(ConfigCommand::new)
                                .add("show", () -> new ConfigShowCommand(session))
                                .add(
                                        "check",
                                        () -> new ConfigCheckCommand(
                                                session,
                                                () -> PlanCheck.problems(session, use -> ingest(session, use)))))
                .add("crashtest", withSources(test, session, new TestIt(session, storages, test)))
                .add("trial", withSources(trial, session, new TryIt(session, storages, trial)))
                .add("demo", () -> new DemoCommand(session))
                .add("completion", () -> new CompletionCommand(session, () -> commands(session)))
                .add(HelpCommand.NAME, HelpCommand::new);
    }

    private static LazyCommand checkpoint(Session session, Storages storages) {
        return LazyCommand.of(CheckpointCommand::new)
                .add("list", () -> new CheckpointListCommand(session, storages))
                .add("show", () -> new CheckpointShowCommand(session, storages))
                .add("verify", () -> new CheckpointVerifyCommand(session, storages))
                .add("set", () -> new CheckpointSetCommand(session, storages))
                .add("backup", () -> new CheckpointBackupCommand(session, storages))
                .add("restore", () -> new CheckpointRestoreCommand(session, storages))
                .add("delete", () -> new CheckpointDeleteCommand(session, storages))
                .add("clean", () -> new CheckpointCleanCommand(session, storages));
    }

    private static LazyCommand dataset(Session session, Storages storages) {
        return LazyCommand.of(DatasetCommand::new)
                .add("list", () -> new DatasetListCommand(session, storages))
                .add("show", () -> new DatasetShowCommand(session, storages))
                .add("verify", () -> new VerifyCommand(session, storages))
                .add("remove", () -> new DatasetRemoveCommand(session, storages))
                .add("prune", () -> new DatasetPruneCommand(session, storages));
    }

    /** Where a call keeps things. */
    public static Storages storages(Session session) {
        return new Storages(session, CrashtestChild.disks(session.environment()));
    }

    /** The commands of all sources, for a use of them. */
    private static CommandLine ingest(Session session, Use use) {
        return configured(withSources(new IngestCommand(), session, use).whole(), session);
    }

    private static LazyCommand withSources(Object command, Session session, Use use) {
        return LazyCommand.of(() -> command)
                .add("wikipedia", () -> new IngestWikipediaCommand(session, use))
                .add("huggingface", () -> new IngestHuggingFaceCommand(session, use))
                .add("bbc", () -> new IngestBbcCommand(use))
                .add("sprakbanken", () -> new IngestSprakbankenCommand(session, use))
                .add("tiktok", () -> new IngestTikTokCommand(session, use));
    }

    static CommandLine configured(CommandLine siiwad, Session session) {
        Failures failures = new Failures(session.program());
        addHeadings(siiwad);
        siiwad.setResourceBundle(new SettingDefaults());
        OptionLists.show(siiwad);
        Examples.show(siiwad);
        return siiwad.registerConverter(SourceId.class, text -> converted(text, SourceId::new))
                .registerConverter(RunId.class, text -> converted(text, RunId::new))
                .registerConverter(Natural.class, text -> converted(text, Natural::parse))
                .registerConverter(Positive.class, text -> converted(text, Positive::parse))
                .registerConverter(SigningKey.class, path -> KeyFiles.signing(session.resolve(Path.of(path))))
                .registerConverter(VerifyingKey.class, path -> KeyFiles.verifying(session.resolve(Path.of(path))))
                .registerConverter(TypedSecret.class, TypedSecret::new)
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
        command.getCommandSpec().versionProvider(new SiiwadCommand.OfTheBuild());
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
