package dev.siiwad.cli.crashtest;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** What a crash test prints while it runs. */
final class Report {
    private static final String ROW = "%4s  %-66s  %9s  %12s  %s";
    private static final double MILLIS = 1000;

    private final PrintStream out;
    private boolean headed;

    Report(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /**
     * One kill.
     *
     * @param saved the offset that the run had saved before it
     * @param resumedFrom the offset at which the next attempt carried on
     */
    void kill(int number, String when, long saved, OptionalLong resumedFrom, String outcome) {
        if (!headed) {
            headed = true;
            row("kill", "when", "saved", "resumed from", "outcome");
        }
        row("" + number, when, "" + saved, resumedFrom.isPresent() ? "" + resumedFrom.getAsLong() : "-", outcome);
    }

    private void row(String number, String when, String saved, String resumedFrom, String outcome) {
        line(String.format(Locale.ROOT, ROW, number, when, saved, resumedFrom, outcome));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / MILLIS);
    }
}
