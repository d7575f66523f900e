package dev.siiwad.cli.child;

import dev.siiwad.TikTokOptions;
import dev.siiwad.cli.terminal.TypedSecret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * What was typed of a source's command, as a process of its own gets it: without what that process is told otherwise, and without secrets, which any user of
 * the machine could read there.
 *
 * @param words the name of the source's command, and what followed it
 * @param leftOut options that were typed, and that the process has no use for
 * @param secrets what goes into the environment instead
 */
public record TypedArguments(List<String> words, List<String> leftOut, Map<String, String> secrets) {
    /** Options that hold a secret, and the variables that do the same. */
    private static final Map<String, String> SECRETS = Map.of("--api-token", TikTokOptions.APIFY_TOKEN);

    /**
     * @param verb what was parsed of the source's command
     * @param toldOtherwise options that say what the process is told in another way
     * @param useless options that it has no use for
     */
    public static TypedArguments of(ParseResult verb, Set<String> toldOtherwise, Set<String> useless) {
        List<String> words = new ArrayList<>(List.of(verb.commandSpec().name()));
        List<String> leftOut = new ArrayList<>();
        Map<String, String> secrets = new HashMap<>();
        for (PositionalParamSpec positional : verb.matchedPositionals()) {
            words.addAll(positional.stringValues());
        }
        for (OptionSpec option : new LinkedHashSet<>(verb.matchedOptions())) {
            String name = option.longestName();
            if (SECRETS.containsKey(name)) {
                TypedSecret secret = secret(option);
                if (secret.isFile()) {
                    words.addAll(words(option));
                } else {
                    secrets.put(SECRETS.get(name), secret.known());
                }
            } else if (useless.contains(name)) {
                leftOut.add(name);
            } else if (!option.inherited() && !toldOtherwise.contains(name)) {
                words.addAll(words(option));
            }
        }
        return new TypedArguments(words, leftOut, secrets);
    }

    /** As the command has it, which may have asked for it. */
    private static TypedSecret secret(OptionSpec option) {
        return option.getValue() instanceof Optional<?> given && given.orElse(null) instanceof TypedSecret secret
                ? secret
                : new TypedSecret(last(option));
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
