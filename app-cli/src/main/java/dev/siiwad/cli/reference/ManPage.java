package dev.siiwad.cli.reference;

import dev.siiwad.cli.terminal.OptionLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a command's help says, as a page for man(1). */
final class ManPage {
    private static final String EXAMPLES = "Examples?:";

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /**
     * @param version such as {@code 1.2.0}
     * @param date of the version
     */
    static String of(VisibleCommand command, VisibleCommand above, String version, String date) {
        ManPage made = new ManPage();
        made.head(command, version, date);
        made.synopsis(command);
        made.parameters(command);
        OptionLists.groups(command.spec()).forEach((heading, options) -> made.options(heading, options));
        made.commands(command);
        made.footer(command);
        made.seeAlso(command, above);
        return made.page.toString();
    }

    static String fileName(VisibleCommand command) {
        return dashed(command) + ".1";
    }

    private static String dashed(VisibleCommand command) {
        return command.name().replace(' ', '-');
    }

    private void head(VisibleCommand command, String version, String date) {
        line(".TH \"" + dashed(command).toUpperCase(Locale.ROOT) + "\" 1 \"" + date + "\" \"siiwad " + version
                + "\" \"Siiwad\"");
        line(".SH NAME");
        line(escaped(dashed(command)) + " \\- " + escaped(command.summary()));
    }

    private void synopsis(VisibleCommand command) {
        line(".SH SYNOPSIS");
        String rest = command.spec().positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .distinct()
                .map(label -> label.startsWith("[") ? label : "[" + label + "]")
                .collect(Collectors.joining(" "));
        line("\\fB" + escaped(command.name()) + "\\fR"
                + (command.options().isEmpty() ? "" : " [\\fIOPTION\\fR]...")
                + (command.below().isEmpty() ? "" : " [\\fICOMMAND\\fR]")
                + (rest.isEmpty() ? "" : " " + escaped(rest)));
        line(".SH DESCRIPTION");
        text(VisibleCommand.text(command.spec().usageMessage().description()));
    }

    private void parameters(VisibleCommand command) {
        if (!command.spec().positionalParameters().isEmpty()) {
            line(".SH ARGUMENTS");
            command.spec().positionalParameters().forEach(parameter -> argument(label(parameter), parameter));
        }
    }

    private void options(String heading, List<OptionSpec> options) {
        List<OptionSpec> visible =
                options.stream().filter(option -> !option.hidden()).toList();
        if (!visible.isEmpty()) {
            line(".SH " + escaped(heading.toUpperCase(Locale.ROOT)));
            visible.forEach(option -> argument(
                    Arrays.stream(option.names())
                                    .map(name -> "\\fB" + escaped(name) + "\\fR")
                                    .collect(Collectors.joining(", "))
                            + label(option),
                    option));
        }
    }

    private static String label(ArgSpec argument) {
        boolean valued = argument.isPositional() || argument.arity().max() > 0;
        boolean open = argument.isOption() && argument.arity().min() == 0;
        String label = "\\fI" + escaped(argument.paramLabel()) + "\\fR";
        return !valued ? "" : argument.isPositional() ? label : open ? "[=" + label + "]" : "=" + label;
    }

    private void argument(String tag, ArgSpec argument) {
        line(".TP");
        line(tag);
        text(VisibleCommand.text(argument));
    }

    private void commands(VisibleCommand command) {
        if (!command.below().isEmpty()) {
            line(".SH COMMANDS");
            for (VisibleCommand below : command.below()) {
                line(".TP");
                line("\\fB" + escaped(below.command().getCommandName()) + "\\fR");
                text(VisibleCommand.text(below.spec().usageMessage().description()));
            }
        }
    }

    private void footer(VisibleCommand command) {
        List<String> lines = new ArrayList<>(
                VisibleCommand.text(command.spec().usageMessage().footer()));
        lines.removeIf(String::isBlank);
        boolean examples = !lines.isEmpty() && lines.get(0).matches(EXAMPLES);
        if (examples) {
            line(".SH EXAMPLES");
            lines.remove(0);
        } else if (!lines.isEmpty()) {
            line(".SH NOTES");
        }
        if (!lines.isEmpty()) {
            line(".nf");
            lines.forEach(text -> line(escaped(text.strip())));
            line(".fi");
        }
    }

    private void seeAlso(VisibleCommand command, VisibleCommand above) {
        List<String> pages = new ArrayList<>();
        if (!above.equals(command)) {
            pages.add(dashed(above));
        }
        command.below().forEach(below -> pages.add(dashed(below)));
        if (!pages.isEmpty()) {
            line(".SH SEE ALSO");
            line(pages.stream().map(name -> "\\fB" + escaped(name) + "\\fR(1)").collect(Collectors.joining(",\n")));
        }
    }

    private void text(List<String> lines) {
        lines.forEach(text -> line(escaped(text)));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    /** A line that begins with a dot or an apostrophe would be a request. */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
