package dev.siiwad.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code siiwad help COMMAND…}, which is what {@code siiwad COMMAND… --help} is. It is shown in lists of commands, and never run. */
@Command(
        name = HelpCommand.NAME,
        description = "Says what a command does and takes, such as: siiwad help ingest wikipedia")
final class HelpCommand implements Runnable {
    static final String NAME = "help";

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, and those below it")
    private List<String> command = List.of();

    /** The arguments that picocli is to see. */
    static String[] asOption(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals(NAME)) {
            return arguments;
        }
        List<String> words = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        words.add("--help");
        return words.toArray(String[]::new);
    }

    /** The same, but without the option where no command has such a name, so that the slip is named and not help for another. */
    static String[] asOption(CommandLine siiwad, String... arguments) {
        String[] words = asOption(arguments);
        if (words == arguments) {
            return arguments;
        }
        CommandLine command = siiwad;
        for (String word : List.of(words).subList(0, words.length - 1)) {
            command = command.getSubcommands().get(word);
            if (command == null) {
                return word.startsWith("-") ? words : Arrays.copyOf(words, words.length - 1);
            }
        }
        return words;
    }

    @Override
    public void run() {
        throw new IllegalStateException(NAME + " " + command + " was not turned into an option");
    }
}
