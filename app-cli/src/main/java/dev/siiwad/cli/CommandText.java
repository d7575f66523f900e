package dev.siiwad.cli;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that carries a run on, as the user can paste it: what was typed, without what must not be repeated. */
final class CommandText {
    private static final Set<String> NOT_AGAIN = Set.of("--force", "--explain");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private CommandText() {}

    static String of(String program, List<String> arguments) {
        return Stream.concat(Stream.of(program), arguments.stream().filter(argument -> !NOT_AGAIN.contains(argument)))
                .map(CommandText::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
