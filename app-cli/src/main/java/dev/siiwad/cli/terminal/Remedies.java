package dev.siiwad.cli.terminal;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one place where what helps against a {@link SourceException} becomes options and commands.
 *
 * @param command what was typed; without arguments where that is not known
 */
public record Remedies(TypedCommand command) {
    /** Settings of which the option, or the variable, is not the name with dashes. */
    private static final Map<String, String> CALLED = Map.of(
            "api_token", "--api-token or SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN",
            "max_budget_usd", "SDC_SCRAPING__TIKTOK__MAX_BUDGET_USD");

    /** What each decision means. */
    private static final Map<String, String> MEANS = Map.of(
            "rebuy", "pays for these videos again",
            "take_partial", "takes what the paid run has left",
            "skip_failed", "leaves these out, named in the receipt, and goes on",
            "skip_changed", "leaves out what has changed and is not read yet, named in the receipt, and goes on",
            "on_poison quarantine", "sets it aside",
            "on_poison read", "reads it again",
            "pass_over", "sets it aside unread");

    /** What is wrong, and what helps. */
    public String message(SourceException e) {
        String words = e.remedies().stream()
                .filter(remedy -> !(remedy instanceof Remedy.Decide))
                .map(this::words)
                .filter(text -> !text.isEmpty())
                .map(PrintedLine::of)
                .collect(Collectors.joining(", or "));
        return PrintedLine.of(e.getMessage())
                + (words.isEmpty() ? "" : ". " + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
                + decisions(e.remedies())
                + commands(e.remedies());
    }

    /** The decisions among the remedies, each a line with a command to paste, and what it does. */
    public String decisions(List<Remedy> remedies) {
        String decisions = remedies.stream()
                .filter(Remedy.Decide.class::isInstance)
                .map(remedy -> decision((Remedy.Decide) remedy))
                .collect(Collectors.joining());
        return decisions.isEmpty() ? "" : "\nDecide with one of:" + decisions;
    }

    private String decision(Remedy.Decide decide) {
        String value = decide.value().isEmpty() ? "" : " " + decide.value();
        return "\n  " + command + " " + option(decide.setting()) + value + "   # "
                + MEANS.getOrDefault(decide.setting() + value, MEANS.getOrDefault(decide.setting(), "goes on so"));
    }

    /** Where what was typed is known, what goes on and what begins anew are commands to paste. */
    private String commands(List<Remedy> remedies) {
        if (!known()) {
            return "";
        }
        String lines = "";
        for (Remedy remedy : remedies) {
            if (remedy instanceof Remedy.LeaveOut leaveOut) {
                lines += "\nCarry on as the run was begun with: " + command.without(option(leaveOut.setting()));
            } else if (remedy instanceof Remedy.StartOver over) {
                lines += "\nStart over" + (over.paidAgain() ? ", and pay again," : "") + " with: " + command
                        + " --force" + (over.paidAgain() ? " --yes" : "");
            }
        }
        return lines;
    }

    private String words(Remedy remedy) {
        if (remedy instanceof Remedy.BringBack) {
            return "bring it back from a backup, or start over with --force";
        }
        if (remedy instanceof Remedy.StartOver over) {
            return known()
                    ? ""
                    : over.paidAgain() ? "start over, and pay again, with --force" : "start over with --force";
        }
        if (remedy instanceof Remedy.LeaveOut leaveOut) {
            return known() ? "" : "carry on without " + option(leaveOut.setting());
        }
        if (remedy instanceof Remedy.Give give) {
            return (command.has(option(give.setting())) ? "give another " : "give ") + option(give.setting());
        }
        if (remedy instanceof Remedy.Choose choose) {
            return choose.values().size() == 1
                    ? "try " + option(choose.setting()) + " " + choose.values().get(0)
                    : "choose one with " + option(choose.setting()) + ": " + String.join(", ", choose.values());
        }
        if (remedy instanceof Remedy.Mistyped slip) {
            return Nearest.to(slip.value(), slip.known())
                    .map(near -> "did you mean " + option(slip.setting()) + " " + near + "?")
                    .orElseGet(() -> "give another " + option(slip.setting()));
        }
        // only Språkbanken has a list to look at
        return "see what there is with: " + command.program() + " ingest sprakbanken --list";
    }

    private boolean known() {
        return !command.arguments().isEmpty();
    }

    private static String option(String setting) {
        return CALLED.getOrDefault(setting, "--" + setting.replace('_', '-'));
    }
}
