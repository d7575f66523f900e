package dev.siiwad.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.siiwad.Environment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sends the log to stderr, as {@code SDC_LOGGING__LEVEL} and {@code SDC_LOGGING__FORMAT} want it. One for the whole process. */
public final class Logging {
    private static final Map<String, Level> LEVELS = Map.of(
            "DEBUG", Level.DEBUG,
            "INFO", Level.INFO,
            "WARNING", Level.WARN,
            "WARN", Level.WARN,
            "ERROR", Level.ERROR,
            "CRITICAL", Level.ERROR);

    /** They log whole files at DEBUG, or the headers of every request. */
    private static final List<String> TALKATIVE =
            List.of("org.apache.parquet", "okhttp3", "software.amazon.awssdk", "org.apache.hc");

    private static Optional<Wanted> wanted = Optional.empty();
    private static Optional<LoggerContext> started = Optional.empty();

    private record Wanted(Level level, LogLines lines, ProgressLine stream) {}

    private static volatile Level onlyToFileBelow = Level.TRACE;

    private static final String FORMAT = "SDC_LOGGING__FORMAT";

    private Logging() {}

    /**
     * Logs so from now on. Logback itself starts when something logs, or at least asks for a logger.
     *
     * @throws UsageException if level or format is not one that we know
     */
    public static synchronized void start(Environment environment, ProgressLine stream) {
        onlyToFileBelow = Level.TRACE;
        wanted = Optional.of(new Wanted(level(environment), lines(environment), stream));
        started.ifPresent(context -> {
            context.reset();
            configure(context);
        });
    }

    /** To say what is wrong with the settings; what is right of those for the log counts. */
    public static void startAnyway(Map<String, String> variables, ProgressLine stream) {
        try {
            Map<String, String> ofTheLog = Part.of(variables).added(Map.of(FORMAT, variables.getOrDefault(FORMAT, "")));
            start(Environment.of(ofTheLog), stream);
        } catch (UsageException e) {
            start(Environment.of(Map.of()), stream);
        }
    }

    /** Logback has started, and asks how to log. */
    static synchronized void begin(LoggerContext context) {
        started = Optional.of(context);
        configure(context);
    }

    private static void configure(LoggerContext context) {
        Wanted how = wanted.orElseGet(() -> new Wanted(Level.INFO, new LogLines(LogLayout.TEXT, ""), standardError()));
        Appender appender = new Appender(how.lines, how.stream);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(how.level);
        for (String name : TALKATIVE) {
            context.getLogger(name).setLevel(Level.WARN);
        }
    }

    private static ProgressLine standardError() {
        return new ProgressLine(
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8), false);
    }

    /** From now on each decision, and the document in flight. */
    public static void beVerbose() {
        setLevel(Level.DEBUG);
    }

    /** From now on warnings and errors only. */
    public static void beQuiet() {
        setLevel(Level.WARN);
    }

    /**
     * From now on, until logging is started again, also to a file.
     *
     * @param quiet whether only warnings and errors go to stderr
     * @throws UsageException if it cannot be opened
     */
    public static void alsoTo(Path file, Environment environment, ProgressLine stderr, boolean quiet) {
        LogFile appender = new LogFile(file, lines(environment), stderr);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        if (quiet) {
            onlyToFileBelow = Level.WARN;
            root.setLevel(level(environment));
        }
    }

    private static void setLevel(Level level) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(level);
    }

    private static Level level(Environment environment) {
        String name = environment.text("SDC_LOGGING__LEVEL").orElse("INFO").toUpperCase(Locale.ROOT);
        if (!LEVELS.containsKey(name)) {
            throw new UsageException("SDC_LOGGING__LEVEL is \"" + name + "\"; expected DEBUG, INFO, WARNING or ERROR");
        }
        return LEVELS.get(name);
    }

    /** Whether all lines of stderr are for a program to read. */
    public static boolean isForMachines(Environment environment) {
        return layout(environment) == LogLayout.JSON;
    }

    private static LogLines lines(Environment environment) {
        return new LogLines(layout(environment), Part.of(environment.asMap()).prefix());
    }

    private static LogLayout layout(Environment environment) {
        String name = environment.text(FORMAT).orElse("text").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "text" -> LogLayout.TEXT;
            case "plain" -> LogLayout.PLAIN;
            case "json" -> LogLayout.JSON;
            default -> throw new UsageException(FORMAT + " is \"" + name + "\"; expected text, plain or json");
        };
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        private final LogLines lines;
        private final ProgressLine stream;

        Appender(LogLines lines, ProgressLine stream) {
            this.lines = lines;
            this.stream = stream;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(onlyToFileBelow)) {
                stream.print(lines.of(event));
            }
        }
    }
}
