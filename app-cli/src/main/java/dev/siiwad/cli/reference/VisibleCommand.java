package dev.siiwad.cli.reference;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command that help shows.
 *
 * @param name with those above it, such as {@code siiwad ingest wikipedia}
 */
record VisibleCommand(String name, CommandLine command) {
    /** A command and all below it, each before those below. */
    static List<VisibleCommand> all(CommandLine command) {
        List<VisibleCommand> found = new ArrayList<>();
        found.add(new VisibleCommand(command.getCommandSpec().qualifiedName(), command));
        below(command).forEach(subcommand -> found.addAll(all(subcommand)));
        return found;
    }

    private static List<CommandLine> below(CommandLine command) {
        Set<CommandLine> distinct = new LinkedHashSet<>(command.getSubcommands().values());
        return distinct.stream()
                .filter(subcommand ->
                        !subcommand.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    /** The commands right below this one. */
    List<VisibleCommand> below() {
        return below(command).stream()
                .map(subcommand -> new VisibleCommand(name + " " + subcommand.getCommandName(), subcommand))
                .toList();
    }

    /** What may be typed after it, as far as that is a closed list: the commands below it, and values. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        below().forEach(subcommand -> words.add(subcommand.command().getCommandName()));
        spec().positionalParameters().forEach(parameter -> words.addAll(values(parameter)));
        return words;
    }

    /** Whether files or directories may follow that no option announces. */
    boolean takesPaths() {
        return spec().positionalParameters().stream().anyMatch(VisibleCommand::isPath);
    }

    CommandSpec spec() {
        return command.getCommandSpec();
    }

    /** In the order in which they are declared. */
    List<OptionSpec> options() {
        return spec().options().stream().filter(option -> !option.hidden()).toList();
    }

    /** The first sentence of what it does, without its full stop. */
    String summary() {
        return String.join(" ", text(spec().usageMessage().description())).replaceFirst("\\.( .*)?$", "");
    }

    /** The description of an option or argument as picocli prints it, which has filled it in already. */
    static List<String> text(ArgSpec argument) {
        return plain(Arrays.stream(argument.description()));
    }

    /** Any other lines as picocli prints them. */
    static List<String> text(String... lines) {
        return plain(Arrays.stream(lines).map(line -> String.format(Locale.ROOT, line)));
    }

    private static List<String> plain(Stream<String> lines) {
        return lines.flatMap(String::lines)
                .map(CommandLine.Help.Ansi.OFF::string)
                .toList();
    }

    /** Whether a value must follow. */
    static boolean takesValue(OptionSpec option) {
        return option.arity().min() > 0;
    }

    /** What can be given, where that is a closed list; else nothing. */
    static List<String> values(ArgSpec argument) {
        List<String> values = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return values;
    }

    static boolean isPath(ArgSpec argument) {
        Type[] types = argument.auxiliaryTypes();
        return argument.type() == Path.class || Arrays.asList(types).contains(Path.class);
    }
}
