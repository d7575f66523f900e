package dev.siiwad.cli.reference;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The same as {@link BashCompletion}, in zsh, where each has a description beside it. */
final class ZshCompletion {
    private static final int DESCRIPTION_MAX = 100;
    private static final String HEAD = """
            #compdef siiwad
            # Completes the commands and options of siiwad in zsh.

            _siiwad() {
              local command=siiwad n
              local -a commands options
              for ((n = 2; n < CURRENT; n++)); do
                case "$command ${words[n]}" in
            %s) command+=" ${words[n]}" ;;
                esac
              done
              case $command in
            """;
    private static final String TAIL = """
              esac
              if (( $#commands )) && [[ $PREFIX != -* ]]; then
                _describe command commands
              else
                _arguments -S $options
              fi
            }

            if [[ $funcstack[1] == _siiwad ]]; then
              _siiwad
            else
              compdef _siiwad siiwad
            fi
            """;

    private ZshCompletion() {}

    static String of(CommandLine siiwad) {
        List<VisibleCommand> all = VisibleCommand.all(siiwad);
        String names = all.stream()
                .skip(1)
                .map(command -> "      \"" + command.name() + "\"")
                .collect(Collectors.joining(" | \\\n"));
        return String.format(Locale.ROOT, HEAD, names)
                + all.stream().map(ZshCompletion::of).collect(Collectors.joining())
                + TAIL;
    }

    private static String of(VisibleCommand command) {
        String commands = command.below().stream()
                .map(below -> "        "
                        + quoted(below.command().getCommandName() + ":"
                                + described(below.summary()).replace(":", "\\:")))
                .collect(Collectors.joining("\n"));
        String options = command.options().stream().flatMap(ZshCompletion::of).collect(Collectors.joining("\n"));
        return "    \"" + command.name() + "\")\n"
                + (commands.isEmpty() ? "" : "      commands=(\n" + commands + "\n      )\n")
                + "      options=(\n" + options + "\n        " + quoted("*:argument:" + rest(command)) + "\n      )\n"
                + "      ;;\n";
    }

    /** A line for each of its names. */
    private static Stream<String> of(OptionSpec option) {
        String description =
                described(String.join(" ", VisibleCommand.text(option))).replaceAll("([\\[\\]:])", "\\\\$1");
        String value = VisibleCommand.takesValue(option) ? ":value:" + values(option) : "";
        return Stream.of(option.names())
                .map(name -> name.startsWith("--") && !value.isEmpty() ? name + "=" : name)
                .map(name -> "        " + quoted("*" + name + "[" + description + "]" + value));
    }

    private static String values(OptionSpec option) {
        List<String> values = VisibleCommand.values(option);
        return values.isEmpty() ? VisibleCommand.isPath(option) ? "_files" : " " : "(" + String.join(" ", values) + ")";
    }

    private static String rest(VisibleCommand command) {
        return command.takesPaths()
                ? "_files"
                : command.words().isEmpty() ? " " : "(" + String.join(" ", command.words()) + ")";
    }

    /** The beginning of a description, up to the end of its first part. */
    private static String described(String text) {
        String first = text.replaceFirst("[;.(].*$", "").strip();
        return first.length() <= DESCRIPTION_MAX ? first : first.substring(0, DESCRIPTION_MAX) + "…";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
