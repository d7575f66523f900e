package dev.siiwad.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * A command that is made when it is needed, and the commands below it by name, in the order in which help shows them. Picocli looks at every field and
 * method of a command that is added, which for all of them takes longer than most of them run.
 *
 * @param command gives the object with picocli's annotations; called at most once
 */
record LazyCommand(Supplier<Object> command, Map<String, LazyCommand> below) {
    private static final Set<String> VERSION = Set.of("--version", "-V");

    /** One without any below it. */
    static LazyCommand of(Supplier<Object> command) {
        return new LazyCommand(command, new LinkedHashMap<>());
    }

    /** Adds one below this; the name must be that of its annotation. */
    LazyCommand add(String name, LazyCommand subcommand) {
        below.put(name, subcommand);
        return this;
    }

    /** Adds one that has none below it. */
    LazyCommand add(String name, Supplier<Object> subcommand) {
        return add(name, of(subcommand));
    }

    /** Makes it with all below it. */
    CommandLine whole() {
        CommandLine made = new CommandLine(command.get());
        below.forEach((name, subcommand) -> made.addSubcommand(name, subcommand.whole()));
        return made;
    }

    /**
     * Makes it with as many of those below it as these arguments can have to do with: the one that they begin with; all where they begin with anything
     * else, since help and errors speak of all of them; none where only the version is wanted.
     */
    CommandLine namedBy(List<String> arguments) {
        if (arguments.size() == 1 && VERSION.contains(arguments.get(0))) {
            return new CommandLine(command.get());
        }
        if (arguments.isEmpty() || !below.containsKey(arguments.get(0))) {
            return whole();
        }
        String name = arguments.get(0);
        return new CommandLine(command.get())
                .addSubcommand(name, below.get(name).namedBy(arguments.subList(1, arguments.size())));
    }
}
