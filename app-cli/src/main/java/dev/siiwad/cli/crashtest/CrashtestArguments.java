package dev.siiwad.cli.crashtest;

import dev.siiwad.TikTokOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * An ingestion as its children get it: what was typed, without what a test decides itself, and without secrets, which any user of the
 * machine could read there.
 *
 * @param words after the program's name
 * @param leftOut options that were typed, and that the test decides itself
 * @param secrets what goes into the environment instead
 */
record CrashtestArguments(List<String> words, List<String> leftOut, Map<String, String> secrets) {
    /** Where what is kept, what it is called, and what is said, is given to the children in another way. */
    private static final Set<String> GIVEN_OTHERWISE =
            Set.of("--storage", "--run-id", "--quiet", "--verbose", "--no-progress");

    /** They are for something that is there already, or would end what is to be carried on. */
    private static final Set<String> LEFT_OUT = Set.of("--force", "--take-over", "--max-attempts");

    /** Options that hold a secret, and the variables that do the same. */
    private static final Map<String, String> SECRETS = Map.of("--api-token", TikTokOptions.APIFY_TOKEN);

    /** @param verb what was parsed of the source's command */
    static CrashtestArguments of(ParseResult verb) {
        List<String> words =
                new ArrayList<>(List.of("ingest", verb.commandSpec().name()));
        List<String> leftOut = new ArrayList<>();
        Map<String, String> secrets = new HashMap<>();
        for (PositionalParamSpec positional : verb.matchedPositionals()) {
            words.addAll(positional.stringValues());
        }
        for (OptionSpec option : new LinkedHashSet<>(verb.matchedOptions())) {
            String name = option.longestName();
            if (SECRETS.containsKey(name)) {
                secrets.put(SECRETS.get(name), last(option));
            } else if (LEFT_OUT.contains(name)) {
                leftOut.add(name);
            } else if (!option.inherited() && !GIVEN_OTHERWISE.contains(name)) {
                words.addAll(words(option));
            }
        }
        return new CrashtestArguments(words, leftOut, secrets);
    }

    private static List<String> words(OptionSpec option) {
        if (option.arity().max() == 0) {
            return List.of(option.longestName());
        }
        if (!option.isMultiValue()) {
            return List.of(option.longestName() + "=" + last(option));
        }
        return option.stringValues().stream()
                .map(value -> option.longestName() + "=" + value)
                .toList();
    }

    /** The last one typed counts. */
    private static String last(ArgSpec option) {
        return option.stringValues().get(option.stringValues().size() - 1);
    }
}
