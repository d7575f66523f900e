package dev.siiwad.cli;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
            Environment environment = Environment.of(shell);
            Logging.start(environment, line);
            return commands.apply(new Session(shell, environment, line, interruption))
                    .execute(arguments);
        } catch (UsageException | UncheckedIOException e) {
            Logging.start(Environment.of(Map.of()), line);
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
    static CommandLine commands(Session session) {
        CommandLine ingest = withSources(new CommandLine(new IngestCommand()), session);
        CommandLine crashtest = withSources(new CommandLine(new CrashtestCommand()), session);
        CommandLine checkpoint = new CommandLine(new CheckpointCommand())
                .addSubcommand(new CheckpointListCommand(session))
                .addSubcommand(new CheckpointShowCommand(session))
                .addSubcommand(new CheckpointSetCommand(session))
                .addSubcommand(new CheckpointBackupCommand(session))
                .addSubcommand(new CheckpointRestoreCommand(session))
                .addSubcommand(new CheckpointDeleteCommand(session))
                .addSubcommand(new CheckpointCleanCommand(session));
        CommandLine siiwad = new CommandLine(new SiiwadCommand())
                .addSubcommand(ingest)
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(checkpoint)
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(crashtest)
                .addSubcommand(new DemoCommand(session));
        return configured(siiwad, session);
    }

    private static CommandLine withSources(CommandLine command, Session session) {
        return command.addSubcommand(new IngestWikipediaCommand(session))
                .addSubcommand(new IngestHuggingFaceCommand(session))
                .addSubcommand(new IngestBbcCommand(session))
                .addSubcommand(new IngestSprakbankenCommand(session))
                .addSubcommand(new IngestTikTokCommand(session));
    }

    static CommandLine configured(CommandLine siiwad, Session session) {
        Failures failures = new Failures();
        return siiwad.registerConverter(SourceId.class, text -> converted(text, SourceId::new))
                .registerConverter(RunId.class, text -> converted(text, RunId::new))
                .registerConverter(Natural.class, text -> converted(text, Natural::parse))
                .registerConverter(Positive.class, text -> converted(text, Positive::parse))
                .registerConverter(Duration.class, text -> converted(text, Span::parse))
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(utf8(session.shell().out()))
                .setErr(utf8(session.shell().err()));
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
