package dev.siiwad.cli.terminal;

import dev.siiwad.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A setting that a run was begun with and that is another now, by the option that decides it.
 *
 * @param option empty where none does, as for the version of an extraction
 * @param name of the setting, for one without an option
 */
public record ChangedSetting(Optional<String> option, String name, Optional<String> was, Optional<String> now) {
    /** Says yes, or with {@value #NO} no; the setting tells which model. */
    static final String IDENTIFY = "--identify-language";

    private static final String NO = "--no-identify-language";

    /** Options that do not have the setting's name with dashes. */
    private static final Map<String, String> OPTIONS = Map.of(
            "dataset", "--dataset-name",
            "min-length", "--min-length",
            "repair", "--repair",
            "token-floor", "--min-words",
            "keep-language", "--keep-language",
            "identify-language", ChangedSetting.IDENTIFY,
            "signals", "--signals",
            "filter-config", ChangedSetting.FILTER_CONFIG);

    /** Takes a file; the setting is the digest of its content. */
    private static final String FILTER_CONFIG = "--filter-config";

    /** What a program of another version does in another way. */
    private static final List<String> INTERNAL = List.of(
            "extract", "extraction", "actor", "replies_per_comment", "date_field", "line_breaks", "malformed_every");

    private static final String TRANSFORMS = "transforms";
    private static final String DEDUP = "dedup";
    private static final String NOT_CHOSEN = "(default)";

    /**
     * All that has changed, the steps of a text's cleaning one by one. A run that is carried on with its options works with the versions it began with; so versions count
     * only where nothing else has changed.
     */
    public static List<ChangedSetting> of(List<Settings.Change> changes) {
        List<ChangedSetting> all = new ArrayList<>();
        for (Settings.Change change : changes) {
            if (change.name().equals(TRANSFORMS)) {
                all.addAll(steps(change));
            } else if (change.name().equals(DEDUP)) {
                all.add(of(DEDUP, Optional.of(method(change.was())), Optional.of(method(change.now()))));
            } else {
                all.add(of(change.name().replace(Settings.GIVEN, ""), change.was(), change.now()));
            }
        }
        List<ChangedSetting> chosen =
                all.stream().filter(change -> change.option().isPresent()).toList();
        return chosen.isEmpty() ? all : chosen;
    }

    private static List<ChangedSetting> steps(Settings.Change change) {
        Map<String, String> was = steps(change.was().orElse(""));
        Map<String, String> now = steps(change.now().orElse(""));
        TreeSet<String> names = new TreeSet<>(was.keySet());
        names.addAll(now.keySet());
        List<ChangedSetting> changed = new ArrayList<>();
        for (String name : names) {
            Optional<String> before = Optional.ofNullable(was.get(name));
            Optional<String> after = Optional.ofNullable(now.get(name));
            boolean sameParameter = before.map(ChangedSetting::parameter).equals(after.map(ChangedSetting::parameter));
            boolean otherModel = name.equals("identify-language") && before.isPresent() && after.isPresent();
            if (!before.equals(after) && !sameParameter && !otherModel && OPTIONS.containsKey(name)) {
                changed.add(of(name, before.map(ChangedSetting::parameter), after.map(ChangedSetting::parameter)));
            } else if (!before.equals(after)) {
                changed.add(new ChangedSetting(Optional.empty(), name, before, after));
            }
        }
        return changed;
    }

    /** {@code whitespace/1 min-length/1=100}: name to version, and a parameter where there is one. */
    private static Map<String, String> steps(String chain) {
        Map<String, String> steps = new TreeMap<>();
        for (String step : chain.split(" ")) {
            int slash = step.indexOf('/');
            steps.put(slash < 0 ? step : step.substring(0, slash), slash < 0 ? "" : step.substring(slash + 1));
        }
        return steps;
    }

    /** What comes before the version; runs that publish everything do not say it. */
    private static String method(Optional<String> withVersion) {
        return withVersion.map(value -> value.replaceFirst("/.*", "")).orElse("none");
    }

    private static String parameter(String versionAndParameter) {
        return versionAndParameter.substring(versionAndParameter.indexOf('=') + 1);
    }

    private static ChangedSetting of(String name, Optional<String> was, Optional<String> now) {
        boolean internal = INTERNAL.contains(name);
        return new ChangedSetting(
                internal ? Optional.empty() : Optional.of(OPTIONS.getOrDefault(name, "--" + name.replace('_', '-'))),
                name,
                was.filter(value -> !value.equals(NOT_CHOSEN) && !value.equals("all")),
                now.filter(value -> !value.equals(NOT_CHOSEN) && !value.equals("all")));
    }

    /** In words, such as {@code --min-length is 200, and was 100}. */
    public String words() {
        if (option.filter(IDENTIFY::equals).isPresent()) {
            return now.isPresent()
                    ? "languages are identified, and were not"
                    : "languages are not identified, and were";
        }
        if (option.filter(TypedCommand::isFlag).isPresent()) {
            return option.get() + (now.isPresent() ? " is given, and was not" : " is not given, and was");
        }
        return option.orElse(name) + now.map(value -> " is " + value).orElse(" is not given") + ", and was "
                + was.orElse("not given");
    }

    /** The command with this setting as it was. */
    public TypedCommand asItWas(TypedCommand command) {
        if (option.isEmpty()) {
            return command;
        }
        if (option.get().equals(IDENTIFY)) {
            TypedCommand without = command.without(NO).without(IDENTIFY);
            return was.isEmpty() ? without.with(NO) : without.with(IDENTIFY);
        }
        if (was.isEmpty()) {
            return command.without(option.get());
        }
        if (option.get().equals(FILTER_CONFIG)) {
            return command.with(FILTER_CONFIG, "FILE-WITH-" + was.get());
        }
        return TypedCommand.isFlag(option.get())
                ? command.with(option.get())
                : command.with(option.get(), was.get().split(" "));
    }
}
