package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What to say of a word that is neither an option nor a command: which of them was meant, where one is near. */
final class Slips {
    /** What picocli says of one that stands where another expects a value. */
    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown option: '([^']+)'");

    private Slips() {}

    /** In words; empty where picocli's own are as good. */
    static Optional<String> message(CommandLine.ParameterException e) {
        CommandLine command = e.getCommandLine();
        List<String> unmatched =
                e instanceof CommandLine.UnmatchedArgumentException slip ? slip.getUnmatched() : List.of();
        if (unmatched.isEmpty()) {
            Matcher asValue = UNKNOWN_OPTION.matcher(String.valueOf(e.getMessage()));
            return asValue.lookingAt() ? Optional.of(unknownOption(asValue.group(1), command)) : Optional.empty();
        }
        String typed = unmatched.get(0);
        String name = command.getCommandSpec().qualifiedName();
        if (typed.startsWith("-")) {
            return Optional.of(unknownOption(typed, command));
        }
        if (command.getSubcommands().isEmpty()) {
            return Optional.of("Not expected: " + CommandText.quoted(typed) + ". What " + name
                    + " takes begins with two dashes, or was given already");
        }
        return Optional.of("Unknown command: " + name + " " + CommandText.quoted(typed)
                + Nearest.to(typed, commands(command))
                        .map(meant -> "; did you mean " + name + " " + meant + "?")
                        .orElse("; there are " + String.join(", ", commands(command))));
    }

    private static String unknownOption(String typed, CommandLine command) {
        String option = typed.replaceFirst("=.*", "");
        return "Unknown option: " + option
                + Nearest.to(option, options(command))
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("");
    }

    private static List<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::names)
                .forEach(all -> names.addAll(List.of(all)));
        return names;
    }

    private static List<String> commands(CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .filter(below ->
                        !below.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }
}
