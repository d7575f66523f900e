package dev.siiwad.cli.terminal;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place where what helps against a {@link SourceException} becomes options and commands.
 *
 * @param program how the user calls the program
 * @param command what was typed; empty where that is not known
 */
record Remedies(String program, String command) {
    /** Settings of which the option, or the variable, is not the name with dashes. */
    private static final Map<String, String> CALLED = Map.of(
            "apify_token", "--api-token or SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN",
            "accept_terms", "--accept-terms or SDC_SCRAPING__BBC__ACCEPT_TERMS=true");

    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** What is wrong, and what helps. */
    String message(SourceException e) {
        if (e.remedies().isEmpty()) {
            return e.getMessage();
        }
        String words = e.remedies().stream().map(this::words).collect(Collectors.joining(", or "));
        return e.getMessage() + ". " + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String words(Remedy remedy) {
        if (remedy instanceof Remedy.BringBack) {
            return "bring it back from a backup";
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
            return "choose one with " + option(choose.setting()) + ": " + list(choose.values());
        }
        return "see what there is with: " + program + " ingest sprakbanken --list";
    }

    private boolean isTyped(String setting) {
        return (command + " ").contains(" " + option(setting) + " ") || command.contains(" " + option(setting) + "=");
    }

    private static String list(List<String> values) {
        return String.join(", ", values);
    }

    private static String option(String setting) {
        return VARIABLE.matcher(setting).matches()
                ? setting
                : CALLED.getOrDefault(setting, "--" + setting.replace('_', '-'));
    }
}
