package dev.siiwad.cli.terminal;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one place where what helps against a {@link SourceException} becomes options and commands.
 *
 * @param program how the user calls the program
 * @param command what was typed; empty where that is not known
 */
public record Remedies(String program, String command) {
    /** Settings of which the option, or the variable, is not the name with dashes. */
    private static final Map<String, String> CALLED = Map.of(
            "api_token", "--api-token or SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN",
            "max_budget_usd", "SDC_SCRAPING__TIKTOK__MAX_BUDGET_USD");

    /** What each decision means. */
    private static final Map<String, String> MEANS = Map.of(
            "rebuy", "pays for these videos again",
            "take_partial", "takes what the paid run has left",
            "skip_failed", "leaves these out, named in the receipt, and goes on",
            "on_poison quarantine", "sets it aside",
            "on_poison read", "reads it again",
            "pass_over", "sets it aside unread");

    /** What is wrong, and what helps. */
    public String message(SourceException e) {
        String words = e.remedies().stream()
                .filter(remedy -> !(remedy instanceof Remedy.Decide))
                .map(this::words)
                .map(PrintedLine::of)
                .collect(Collectors.joining(", or "));
        String decisions = e.remedies().stream()
                .filter(Remedy.Decide.class::isInstance)
                .map(remedy -> decision((Remedy.Decide) remedy))
                .collect(Collectors.joining());
        return PrintedLine.of(e.getMessage())
                + (words.isEmpty() ? "" : ". " + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
                + (decisions.isEmpty() ? "" : ". Decide with one of:" + decisions);
    }

    /** A line with a command to paste, and what it does. */
    private String decision(Remedy.Decide decide) {
        String value = decide.value().isEmpty() ? "" : " " + decide.value();
        return "\n  " + command + " " + option(decide.setting()) + value + "   # "
                + MEANS.getOrDefault(decide.setting() + value, MEANS.getOrDefault(decide.setting(), "goes on so"));
    }

    private String words(Remedy remedy) {
        if (remedy instanceof Remedy.BringBack) {
            return "bring it back from a backup, or start over with --force";
        }
        if (remedy instanceof Remedy.StartOver over) {
            return over.paidAgain() ? "start over, and pay again, with --force" : "start over with --force";
        }
        if (remedy instanceof Remedy.LeaveOut leaveOut) {
            return "carry on without " + option(leaveOut.setting());
        }
        if (remedy instanceof Remedy.Give give) {
            return (isTyped(give.setting()) ? "give another " : "give ") + option(give.setting());
        }
        if (remedy instanceof Remedy.Choose choose) {
            return choose.values().size() == 1
                    ? "try " + option(choose.setting()) + " " + choose.values().get(0)
                    : "choose one with " + option(choose.setting()) + ": " + String.join(", ", choose.values());
        }
        // only Språkbanken has a list to look at
        return "see what there is with: " + program + " ingest sprakbanken --list";
    }

    private boolean isTyped(String setting) {
        return (command + " ").contains(" " + option(setting) + " ") || command.contains(" " + option(setting) + "=");
    }

    private static String option(String setting) {
        return CALLED.getOrDefault(setting, "--" + setting.replace('_', '-'));
    }
}
