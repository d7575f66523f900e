package dev.siiwad.cli.terminal;

import static ch.qos.logback.core.encoder.JsonEscapeUtil.jsonEscapeString;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How one event of the log is written, with a line end. */
public enum LogLayout {
    /** {@code 2026-11-30 15:12:07+01:00 INFO: Checkpoint saved: offset=1000, processed=1000}, by the clock of the machine. */
    TEXT {
        @Override
        String line(ILoggingEvent event) {
            return CLOCK.format(event.getInstant().atZone(ZoneId.systemDefault())) + " " + PLAIN.line(event);
        }
    },
    /** The same without the time: {@code INFO: Checkpoint saved: offset=1000, processed=1000}. */
    PLAIN {
        @Override
        String line(ILoggingEvent event) {
            return level(event) + ": "
                    + FAKE.matcher(PrintedLine.printable(message(event))).replaceAll("\\\\n") + "\n";
        }
    },
    /**
     * One JSON object with the members timestamp, level, logger and message, then run_id, source and event as far as they are known, and what the event tells, under
     * names of its own.
     */
    JSON {
        @Override
        String line(ILoggingEvent event) {
            StringBuilder line = new StringBuilder("{");
            member(line, "timestamp", event.getInstant().toString());
            member(line, "level", level(event));
            member(line, "logger", event.getLoggerName());
            member(line, "message", message(event));
            LogContext.run().ifPresent(run -> member(line, "run_id", run));
            LogContext.source().ifPresent(source -> member(line, "source", source));
            if (event.getKeyValuePairs() != null) {
                event.getKeyValuePairs().forEach(pair -> member(line, pair.key, pair.value));
            }
            line.setLength(line.length() - 1);
            return line.append("}\n").toString();
        }
    };

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXXX", Locale.ROOT);

    /** A line end after which a line could be taken for one of the log. */
    private static final Pattern FAKE =
            Pattern.compile("\\n(?=(?:\\d{4}-\\d\\d-\\d\\d[T ][^ ]* )?(?:DEBUG|INFO|WARNING|ERROR): )");

    abstract String line(ILoggingEvent event);

    private static String level(ILoggingEvent event) {
        return event.getLevel().equals(Level.WARN)
                ? "WARNING"
                : event.getLevel().toString();
    }

    private static String message(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? event.getFormattedMessage()
                : event.getFormattedMessage() + "\n"
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
    }

    /** Numbers and truth values as they are, all else as text. */
    private static void member(StringBuilder line, String name, Object value) {
        line.append('"').append(name).append("\":");
        if (value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else {
            line.append('"')
                    .append(jsonEscapeString(String.valueOf(value)).replace("\\/", "/"))
                    .append('"');
        }
        line.append(',');
    }
}
