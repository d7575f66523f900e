package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help that shows the options of each mixin that has a heading under it. Groups of picocli would too, but where an option is typed twice they forget
 * what was typed of the rest of its group.
 */
public final class OptionLists {
    private static final int COLUMNS_MIN = 55;
    /** Lines that are longer are hard to read. */
    private static final int COLUMNS_MAX = 160;

    private OptionLists() {}

    /** As wide as the terminal, if there is one; else as picocli's help usually is. */
    public static int width(Shell shell) {
        if (!shell.terminal()) {
            return TerminalColumns.UNKNOWN;
        }
        return Math.max(COLUMNS_MIN, Math.min(COLUMNS_MAX, new TerminalColumns().getAsInt()));
    }

    /** For a command and all below it. */
    public static void show(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionLists::of);
        command.getSubcommands().values().forEach(OptionLists::show);
    }

    private static String of(Help help) {
        List<CommandSpec> groups = withHeading(help.commandSpec());
        if (groups.isEmpty()) {
            return help.optionList();
        }
        List<OptionSpec> others = new ArrayList<>(help.commandSpec().options());
        groups.forEach(group -> others.removeAll(group.options()));
        StringBuilder lists = new StringBuilder(list(help, others));
        for (CommandSpec group : groups) {
            lists.append(help.createHeading(group.usageMessage().optionListHeading()));
            lists.append(list(help, group.options()));
        }
        return lists.toString();
    }

    /** The options of a command, by their headings; those without one first. */
    public static Map<String, List<OptionSpec>> groups(CommandSpec command) {
        List<CommandSpec> groups = withHeading(command);
        List<OptionSpec> others = new ArrayList<>(command.options());
        groups.forEach(group -> others.removeAll(group.options()));
        Map<String, List<OptionSpec>> found = new LinkedHashMap<>();
        found.put("Options", others);
        for (CommandSpec group : groups) {
            String heading = String.format(Locale.ROOT, group.usageMessage().optionListHeading())
                    .strip();
            found.put(heading.replaceFirst(":$", ""), group.options());
        }
        return found;
    }

    private static List<CommandSpec> withHeading(CommandSpec spec) {
        List<CommandSpec> found = new ArrayList<>();
        for (CommandSpec mixin : spec.mixins().values()) {
            if (mixin.mixins().isEmpty()
                    && !mixin.usageMessage().optionListHeading().isEmpty()) {
                found.add(mixin);
            }
            found.addAll(withHeading(mixin));
        }
        return found;
    }

    /** In the order in which they are declared, in columns as wide as those of all options. */
    private static String list(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
        options.stream()
                .filter(option -> !option.hidden())
                .forEach(option -> layout.addOption(option, help.parameterLabelRenderer()));
        return layout.toString();
    }
}
