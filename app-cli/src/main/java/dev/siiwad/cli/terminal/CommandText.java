package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that carries a run on, as the user can paste it: what was typed, without what must not be repeated, and without secrets. */
public final class CommandText {
    private static final Set<String> NOT_AGAIN = Set.of("--force", "--explain", "--yes", "--dry-run", "--json");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_…-]+");

    private static final String SECRET = "--api-token";
    /** Said once: said again, it may pay again. */
    private static final String PAYS = "--rebuy";

    private CommandText() {}

    public static String of(String program, List<String> arguments) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(SECRET)) {
                shown.add(SECRET);
                i++;
                shown.add(i < arguments.size() ? new TypedSecret(arguments.get(i)).toString() : "…");
            } else if (argument.startsWith(SECRET + "=")) {
                shown.add(SECRET + "=" + new TypedSecret(argument.substring(SECRET.length() + 1)));
            } else if (argument.equals(PAYS)) {
                i++;
            } else if (!NOT_AGAIN.contains(argument) && !argument.startsWith(PAYS + "=")) {
                shown.add(argument);
            }
        }
        return Stream.concat(Stream.of(program), shown.stream())
                .map(CommandText::quoted)
                .collect(Collectors.joining(" "));
    }

    /** As a shell takes it for one word. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
