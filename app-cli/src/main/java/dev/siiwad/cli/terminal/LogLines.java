package dev.siiwad.cli.terminal;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The lines of the log.
 *
 * @param prefix of each line, where they are for people
 */
record LogLines(LogLayout layout, String prefix) {
    /** With a line end. */
    String of(ILoggingEvent event) {
        String lines = layout.line(event);
        return layout == LogLayout.JSON || prefix.isEmpty()
                ? lines
                : prefix + lines.stripTrailing().replace("\n", "\n" + prefix) + "\n";
    }
}
