package dev.siiwad.cli.terminal;

import java.io.PrintStream;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * The last line of a terminal, which changes while a run goes on, and the log lines that pass above it. Where there is no terminal it shows no line of
 * its own. Safe for use by several threads.
 */
public final class ProgressLine {
    private static final String BACK = "\r";
    private static final String ERASE_BELOW = "\033[J";
    private static final String UP = "\033[nA";
    /** A line that is too long all the same, as in a window that has just become narrower, is cut off and not broken. */
    private static final String WRAP_OFF = "\033[?7l";

    private static final String WRAP_ON = "\033[?7h";

    private final PrintStream stream;
    private final boolean terminal;
    private final IntSupplier columns;
    private final boolean relayed;
    private String shown = "";

    public ProgressLine(PrintStream stream, boolean terminal) {
        this(stream, terminal, new TerminalColumns());
    }

    /** @param columns of the terminal; asked whenever something is shown */
    ProgressLine(PrintStream stream, boolean terminal, IntSupplier columns) {
        this(stream, terminal, columns, false);
    }

    private ProgressLine(PrintStream stream, boolean terminal, IntSupplier columns, boolean relayed) {
        this.stream = stream;
        this.terminal = terminal;
        this.columns = columns;
        this.relayed = relayed;
    }

    /**
     * One that another process shows, which reads the stream: each state of it is a line that begins with {@link Part#MARK}.
     *
     * @param reserved columns that the other process needs for itself
     */
    static ProgressLine relayed(PrintStream stream, int reserved) {
        IntSupplier whole = new TerminalColumns();
        return new ProgressLine(stream, true, () -> Math.max(1, whole.getAsInt() - reserved), true);
    }

    public boolean visible() {
        return terminal;
    }

    /**
     * Shows a text in the place of the one before.
     *
     * @param text for so many columns at most; what is longer is cut off
     */
    public synchronized void show(IntFunction<String> text) {
        if (terminal) {
            int wide = columns.getAsInt();
            // in the last column, some terminals stand beside the line already
            String next = TextWidth.cut(PrintedLine.of(text.apply(wide - 1)), wide - 1);
            stream.print(relayed ? Part.MARK + next + "\n" : erase(wide) + WRAP_OFF + next + WRAP_ON);
            stream.flush();
            shown = next;
        }
    }

    /** Takes the line away. */
    public synchronized void clear() {
        if (!shown.isEmpty()) {
            stream.print(relayed ? Part.MARK + "\n" : erase(columns.getAsInt()));
            stream.flush();
            shown = "";
        }
    }

    /** Prints whole lines above it. */
    public synchronized void print(String lines) {
        stream.print(
                shown.isEmpty() || relayed ? lines : erase(columns.getAsInt()) + lines + WRAP_OFF + shown + WRAP_ON);
        stream.flush();
    }

    /** Terminals break a line that a narrower window has no room for into several. */
    private String erase(int wide) {
        int rowsAbove = Math.max(0, TextWidth.of(shown) - 1) / wide;
        return BACK + (rowsAbove > 0 ? UP.replace("n", String.valueOf(rowsAbove)) : "") + ERASE_BELOW;
    }
}
