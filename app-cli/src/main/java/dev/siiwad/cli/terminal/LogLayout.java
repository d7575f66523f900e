package dev.siiwad.cli.terminal;

import static ch.qos.logback.core.encoder.JsonEscapeUtil.jsonEscapeString;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.regex.Pattern;

/** How one event of the log is written, with a line end. */
public enum LogLayout {
    /** {@code INFO: Checkpoint saved: offset=1000, processed=1000}. */
    TEXT {
        @Override
        String line(ILoggingEvent event) {
            return level(event) + ": " + FAKE.matcher(printable(message(event))).replaceAll("\\\\n") + "\n";
        }
    },
    /** One JSON object with the members timestamp, level, logger, message and, once they are known, run_id and source. */
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
            line.setLength(line.length() - 1);
            return line.append("}\n").toString();
        }
    };

    /** What could move a terminal's cursor: messages quote what servers send. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    abstract String line(ILoggingEvent event);

    /** A line end after which a line could be taken for one of the log. */
    private static final Pattern FAKE = Pattern.compile("\\n(?=(?:DEBUG|INFO|WARNING|ERROR): )");

    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

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

    private static void member(StringBuilder line, String name, String value) {
        line.append('"')
                .append(name)
                .append("\":\"")
                .append(jsonEscapeString(value))
                .append("\",");
    }
}
