package dev.siiwad.cli.crashtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a crash test prints while it runs. */
final class Report {
    private static final String ROW = "%4s  %-66s  %9s  %12s  %s";
    private static final double MILLIS = 1000;

    private static final int VERSION = 1;

    private final PrintStream out;
    private final Optional<ObjectNode> json;
    private boolean headed;

    /** @param json whether all of it is printed at the end, as one object; docs/json.md says what is in that */
    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json =
                json ? Optional.of(new ObjectMapper().createObjectNode().put("version", VERSION)) : Optional.empty();
        this.json.ifPresent(members -> members.putArray("kills"));
    }

    void line(String text) {
        json.ifPresent(members -> members.withArray("lines").add(text));
        if (json.isEmpty()) {
            out.println(text);
            out.flush();
        }
    }

    /** What was found once all was done, or up to the first difference. */
    void found(int rounds, int different, long lost, long doubled, Duration took) {
        json.ifPresent(members -> members.put("rounds", rounds)
                .put("different", different)
                .put("lost", lost)
                .put("doubled", doubled)
                .put("seconds", took.toSeconds()));
    }

    /** Prints what was kept back. */
    void end(int exitCode) {
        json.ifPresent(members -> out.println(members.put("exit_code", exitCode)));
        out.flush();
    }

    /**
     * One kill.
     *
     * @param saved the offset that the run had saved before it
     * @param resumedFrom the offset at which the next attempt carried on
     */
    void kill(int number, String when, long saved, OptionalLong resumedFrom, String outcome) {
        json.ifPresent(members -> {
            ObjectNode kill =
                    members.withArray("kills").addObject().put("number", number).put("when", when);
            kill.put("saved", saved).put("outcome", outcome);
            resumedFrom.ifPresent(offset -> kill.put("resumed_from", offset));
        });
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
