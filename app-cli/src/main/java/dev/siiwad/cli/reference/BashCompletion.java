package dev.siiwad.cli.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A script that completes commands, options, closed lists of values, and files, in bash. */
final class BashCompletion {
    private static final String HEAD = """
            # Completes the commands and options of siiwad in bash.

            _siiwad() {
              local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=siiwad words="" options="" n
              COMPREPLY=()
              case $word$before in
                =*) before=${COMP_WORDS[COMP_CWORD - 1]} word="" ;;
                *=) before=${COMP_WORDS[COMP_CWORD - 2]} ;;
              esac
              for ((n = 1; n < COMP_CWORD; n++)); do
                case "$command ${COMP_WORDS[n]}" in
            %s) command+=" ${COMP_WORDS[n]}" ;;
                esac
              done
              case $command in
            """;
    private static final String TAIL = """
              esac
              if [[ $word == -* || -z $words ]]; then
                words=$options
              fi
              # shellcheck disable=SC2207 # no word has a space, and bash 3 has no mapfile
              COMPREPLY=($(compgen -W "$words" -- "$word"))
            }

            complete -o default -F _siiwad siiwad
            """;

    private BashCompletion() {}

    static String of(CommandLine siiwad) {
        List<VisibleCommand> all = VisibleCommand.all(siiwad);
        String names = all.stream()
                .skip(1)
                .map(command -> "      \"" + command.name() + "\"")
                .collect(Collectors.joining(" | \\\n"));
        return String.format(Locale.ROOT, HEAD, names)
                + all.stream().map(BashCompletion::of).collect(Collectors.joining())
                + TAIL;
    }

    private static String of(VisibleCommand command) {
        return "    \"" + command.name() + "\")\n"
                + "      words=\"" + String.join(" ", command.words()) + "\"\n"
                + "      options=\""
                + command.options().stream()
                        .flatMap(option -> Stream.of(option.names()))
                        .collect(Collectors.joining(" "))
                + "\"\n"
                + afterOptions(command)
                + (command.takesPaths() ? "      [[ $word == -* ]] || return\n" : "")
                + "      ;;\n";
    }

    /** Where the word before is an option that takes a value, only that is completed. Where nothing is left to complete, bash completes files. */
    private static String afterOptions(VisibleCommand command) {
        List<String> cases = new ArrayList<>();
        List<OptionSpec> open = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            List<String> values = VisibleCommand.values(option);
            if (VisibleCommand.takesValue(option) && values.isEmpty()) {
                open.add(option);
            } else if (VisibleCommand.takesValue(option)) {
                cases.add(names(List.of(option)) + " options=\"\" words=\"" + String.join(" ", values) + "\" ;;");
            }
        }
        if (!open.isEmpty()) {
            cases.add(names(open) + " return ;;");
        }
        return cases.isEmpty()
                ? ""
                : "      case $before in\n        " + String.join("\n        ", cases) + "\n      esac\n";
    }

    private static String names(List<OptionSpec> options) {
        return options.stream().flatMap(option -> Stream.of(option.names())).collect(Collectors.joining(" | ")) + ")";
    }
}
