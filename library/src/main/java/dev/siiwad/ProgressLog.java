package dev.siiwad;

import dev.siiwad.ingest.Progress;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs what a run does, by slf4j under the name {@code dev.siiwad.ingest}. Of a checkpoint in a file it says the name of the file alone, of any other
 * where it is. A back end that takes key-value pairs is given what the event tells as such: {@code event}, its name, and its numbers and names.
 */
public final class ProgressLog implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad.ingest");

    private final boolean files;

    /** @param storage the one that the run keeps its checkpoint in */
    public ProgressLog(Storage storage) {
        this.files = storage instanceof FileStorage;
    }

    @Override
    public void on(Event event) {
        if (isLogged(event)) {
            log(event, message(event));
        }
    }

    /** Whether events of this level are logged at all. */
    public static boolean isLogged(Event event) {
        return LOG.isEnabledForLevel(level(event));
    }

    /** The line that is logged of an event. */
    public String message(Event event) {
        if (files && event instanceof Found found) {
            return new Found(name(found.where())).message();
        }
        if (files && event instanceof UsingPrevious previous) {
            return new UsingPrevious(name(previous.where())).message();
        }
        return event.message();
    }

    /** Logs an event in other words, as one line: some of them quote what a source says. */
    public static void log(Event event, String message) {
        org.slf4j.event.Level level = level(event);
        if (LOG.isEnabledForLevel(level)) {
            LoggingEventBuilder line = LOG.atLevel(level).addKeyValue("event", EventFields.name(event));
            for (Map.Entry<String, Object> field : EventFields.of(event).entrySet()) {
                line = line.addKeyValue(field.getKey(), field.getValue());
            }
            line.log(message.replace("\n", "\\n"));
        }
    }

    private static String name(String path) {
        return String.valueOf(Path.of(path).getFileName());
    }

    private static org.slf4j.event.Level level(Event event) {
        return switch (event.level()) {
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR -> org.slf4j.event.Level.ERROR;
        };
    }
}
