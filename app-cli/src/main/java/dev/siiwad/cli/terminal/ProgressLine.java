package dev.siiwad.cli.terminal;

import java.io.PrintStream;

/**
 * The last line of a terminal, which changes while a run goes on, and the log lines that pass above it. Where there is no terminal it shows no line of
 * its own. Safe for use by several threads.
 */
public final class ProgressLine {
    /** A line that wraps could not be overwritten. */
    private static final int CHARS_MAX = 79;

    private static final String ERASE = "\r\033[K";

    private final PrintStream stream;
    private final boolean terminal;
    private String shown = "";

    public ProgressLine(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    public boolean visible() {
        return terminal;
    }

    /** Shows a text in the place of the one before. */
    public synchronized void show(String text) {
        if (terminal) {
            shown = text.substring(0, Math.min(text.length(), CHARS_MAX));
            stream.print(ERASE + shown);
            stream.flush();
        }
    }

    /** Takes the line away. */
    public synchronized void clear() {
        if (!shown.isEmpty()) {
            shown = "";
            stream.print(ERASE);
            stream.flush();
        }
    }

    /** Prints whole lines above it. */
    public synchronized void print(String lines) {
        stream.print(shown.isEmpty() ? lines : ERASE + lines + shown);
        stream.flush();
    }
}
