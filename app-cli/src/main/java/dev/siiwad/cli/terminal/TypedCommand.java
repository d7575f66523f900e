package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command as it was typed, and the same with other options, for the user to paste.
 *
 * @param program how the program is called
 * @param arguments as typed, secrets included; {@link #toString} shows none
 */
public record TypedCommand(String program, List<String> arguments) {
    /** Options that take all words up to the next option. */
    private static final Set<String> TAKES_MANY = Set.of("--files", "--data-files", "--metadata-fields");

    private static final Set<String> TAKES_NONE = Set.of(
            "--as-begun",
            "--keep-rejects",
            "--signals",
            "--strict",
            "--accept-terms",
            "--skip-failed",
            "--identify-language",
            "--no-identify-language");

    /** Whether an option takes no value. */
    static boolean isFlag(String option) {
        return TAKES_NONE.contains(option);
    }

    public TypedCommand {
        arguments = List.copyOf(arguments);
    }

    /** The same without an option, wherever it was typed. */
    public TypedCommand without(String option) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(option)) {
                i = lastValue(option, i);
            } else if (!argument.startsWith(option + "=")) {
                left.add(argument);
            }
        }
        return new TypedCommand(program, left);
    }

    private int lastValue(String option, int at) {
        if (TAKES_NONE.contains(option)) {
            return at;
        }
        int last = Math.min(at + 1, arguments.size() - 1);
        while (TAKES_MANY.contains(option)
                && last + 1 < arguments.size()
                && !arguments.get(last + 1).startsWith("-")) {
            last++;
        }
        return last;
    }

    /** The same with an option, in the place of what was typed for it. */
    public TypedCommand with(String option, String... values) {
        List<String> more = new ArrayList<>(without(option).arguments);
        more.add(option);
        more.addAll(List.of(values));
        return new TypedCommand(program, more);
    }

    /** Whether an option was typed. */
    public boolean has(String option) {
        return arguments.stream().anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
    }

    /** As the user can paste it: without what must not be repeated, and without secrets. */
    @Override
    public String toString() {
        return CommandText.of(program, arguments);
    }
}
