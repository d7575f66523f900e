package dev.siiwad.cli.all;

import dev.siiwad.Environment;
import dev.siiwad.cli.terminal.Nearest;
import dev.siiwad.cli.terminal.PlannedSource;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.UsageException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Turns what {@code siiwad.yaml} says of sources into the words of their commands.
 *
 * @param ingest the command above those of the sources
 */
record Entries(CommandLine ingest, Environment environment) {
    private static final String SOURCE = "source";
    private static final String EVERY = "every";

    /** Options that are for one call, or that show, and those that any user of the machine could read in the list of processes. */
    private static final Set<String> NOT_HERE = Set.of(
            "--force",
            "--yes",
            "--explain",
            "--dry-run",
            "--preview",
            "--json",
            "--quiet",
            "--verbose",
            "--no-progress",
            "--log-file",
            "--help",
            "--version",
            "--list",
            "--info",
            "--slice",
            "--pass-over",
            "--rebuy",
            "--take-partial");

    private static final Map<String, String> SECRETS = Map.of("--api-token", "scraping.tiktok.apify_api_token");

    /** @throws UsageException naming each key that is wrong */
    List<Entry> of(List<PlannedSource> planned) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (PlannedSource source : planned) {
            try {
                entries.add(of(source));
            } catch (UsageException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("\n", problems));
        }
        return entries;
    }

    /** One without a key of its own for how often it is due. */
    Entry usual(String name, String command, String... words) {
        return new Entry(name, command, List.of(words), Cadence.of(command, environment));
    }

    private Entry of(PlannedSource planned) {
        String command = planned.options().containsKey(SOURCE) ? single(planned, SOURCE) : planned.name();
        CommandLine verb = ingest.getSubcommands().get(command);
        if (verb == null || verb.getSubcommands().size() > 0) {
            throw new UsageException(key(planned, SOURCE) + " is \"" + command + "\"; expected one of "
                    + String.join(", ", ingest.getSubcommands().keySet()));
        }
        Period every = planned.options().containsKey(EVERY) ? every(planned) : Cadence.of(command, environment);
        List<String> words = new ArrayList<>();
        for (String key : planned.options().keySet()) {
            if (!key.equals(SOURCE) && !key.equals(EVERY)) {
                words.addAll(words(planned, key, verb.getCommandSpec()));
            }
        }
        return new Entry(planned.name(), command, words, every);
    }

    private static Period every(PlannedSource planned) {
        Duration span;
        try {
            span = Span.parse(single(planned, EVERY));
        } catch (UsageException e) {
            throw new UsageException(key(planned, EVERY) + ": " + e.getMessage());
        }
        if (!span.equals(Duration.ofDays(span.toDays()))) {
            throw new UsageException(key(planned, EVERY) + " is \"" + single(planned, EVERY)
                    + "\"; expected whole days or weeks, such as 1d or 2w");
        }
        return Period.ofDays((int) span.toDays());
    }

    private static List<String> words(PlannedSource planned, String key, CommandSpec verb) {
        List<String> values = planned.options().get(key);
        if (isPositional(key, verb)) {
            return values;
        }
        String option = "--" + key.replace('_', '-');
        if (SECRETS.containsKey(option)) {
            throw new UsageException(key(planned, key)
                    + " is a secret, which other users would see in the list of processes; put it under "
                    + SECRETS.get(option) + " or into the environment");
        }
        OptionSpec spec = verb.findOption(option);
        if (spec == null || spec.hidden() || NOT_HERE.contains(spec.longestName())) {
            throw new UsageException(key(planned, key) + " is not an option that can be set here"
                    + Nearest.to(key, keys(verb))
                            .map(meant -> "; did you mean " + meant + "?")
                            .orElse(""));
        }
        if (spec.arity().max() == 0) {
            return flag(planned, key, spec);
        }
        return values.stream().map(value -> option + "=" + value).toList();
    }

    private static List<String> flag(PlannedSource planned, String key, OptionSpec spec) {
        String value = single(planned, key).toLowerCase(Locale.ROOT);
        if (value.equals("true")) {
            return List.of(spec.longestName());
        }
        if (value.equals("false")) {
            return spec.negatable() ? List.of(spec.longestName().replaceFirst("--", "--no-")) : List.of();
        }
        throw new UsageException(key(planned, key) + " is \"" + value + "\"; expected true or false");
    }

    private static boolean isPositional(String key, CommandSpec verb) {
        return verb.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .anyMatch(label -> label.toLowerCase(Locale.ROOT).equals(key));
    }

    private static List<String> keys(CommandSpec verb) {
        return verb.options().stream()
                .filter(option -> !option.hidden() && !NOT_HERE.contains(option.longestName()))
                .map(option -> option.longestName().replaceFirst("--", "").replace('-', '_'))
                .toList();
    }

    private static String single(PlannedSource planned, String key) {
        List<String> values = planned.options().get(key);
        return Optional.of(values)
                .filter(texts -> texts.size() == 1)
                .map(texts -> texts.get(0))
                .orElseThrow(() -> new UsageException(key(planned, key) + " is a list; expected a single value"));
    }

    private static String key(PlannedSource planned, String key) {
        return "ingest." + planned.name() + "." + key;
    }
}
