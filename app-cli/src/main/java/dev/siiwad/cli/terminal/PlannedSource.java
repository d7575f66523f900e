package dev.siiwad.cli.terminal;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A source that {@code ingest all} collects, as {@code siiwad.yaml} has it.
 *
 * @param name what its log lines begin with
 * @param options of the command that collects it, and when it is due, by their keys
 */
public record PlannedSource(String name, Map<String, List<String>> options) {
    static final int NAME_CHARS_MAX = 40;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + NAME_CHARS_MAX + "}");

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
