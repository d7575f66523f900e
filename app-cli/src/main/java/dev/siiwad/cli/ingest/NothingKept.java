package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.PrintedLine;
import dev.siiwad.cli.terminal.Remedies;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.segment.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a run has published nothing, in words: each reason with its count, and the option that decides it.
 *
 * @param command what was typed
 */
public record NothingKept(TypedCommand command) {
    private static final int EXAMPLES_MAX = 5;

    /** What each reason to drop a document means. */
    private static final Map<String, String> DROPPED = new TreeMap<>(Map.of(
            "duplicate", "the same as another one",
            "near_duplicate", "much like another one",
            "duplicate_elsewhere", "in a published dataset already; --against names which are looked into",
            "near_duplicate_elsewhere", "much like one in a published dataset; --against names which are looked into",
            "empty_after_cleaning", "nothing but white space and control characters",
            "min_length", "too few characters; --min-length N decides, and 0 keeps all",
            "min_token_floor", "too few words; --min-words N decides, and 0 keeps all",
            "other_language", "in another language; --keep-language decides, and all keeps all"));

    public String message(RunReport.NothingKept nothing) {
        String message = nothing.problem()
                .map(problem -> "Nothing was kept: " + new Remedies(command).message(problem))
                .orElseGet(() -> String.join("\n  ", reasons(nothing)));
        return message
                + "\nNo dataset is published. "
                + (nothing.removed()
                        ? "The checkpoint is removed, and the next run begins anew."
                        : "The checkpoint is kept, since reading was paid for; to pay and read again: " + command
                                + " --force --yes");
    }

    private static List<String> reasons(RunReport.NothingKept nothing) {
        Tally tally = nothing.tally();
        List<String> lines = new ArrayList<>();
        if (tally.read() == 0) {
            long first = nothing.last().firstIndex();
            lines.add("Nothing was kept: the source has no documents"
                    + (first == 0 ? "" : " from offset " + first + " on"));
            return lines;
        }
        lines.add("Nothing was kept of the " + Counted.of(tally.read(), "document") + " read:");
        tally.dropped()
                .forEach((reason, count) -> lines.add(number(count) + " dropped as " + reason + ": "
                        + DROPPED.getOrDefault(reason, "the text is not wanted")));
        if (tally.quarantined() > 0) {
            lines.add(number(tally.quarantined()) + " cannot be read, such as:");
            nothing.examples().stream()
                    .map(entry -> PrintedLine.of(entry.reason()))
                    .distinct()
                    .limit(EXAMPLES_MAX)
                    .forEach(reason -> lines.add("  " + reason));
        }
        return lines;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
