package dev.siiwad.source.huggingface;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What a dataset says of its configurations: in a file of YAML, {@value #SETTINGS}, or, where that says nothing of them, in the YAML between two lines of three
 * dashes at the beginning of its README, of which the first may follow blank lines. So the {@code datasets} library has it, in {@code load.py}.
 */
final class DatasetCard {
    static final String README = "README.md";
    static final String SETTINGS = ".huggingface.yaml";

    private static final Pattern FIRST_LINE = Pattern.compile("\uFEFF?\\s*---[ \\t]*(?:\r\n|\r|\n)");
    private static final Pattern LAST_LINE = Pattern.compile("(?:^|\r\n|\r|\n)---[ \\t]*(?:\r|\n|$)");
    private static final int YAML_CHARS_MAX = 16 << 20;

    private static final String CONFIGS = "configs";
    private static final String CONFIG = "config";

    private final String name;
    private final String file;
    private final List<Config> configs;

    private DatasetCard(String name, String file, List<Config> configs) {
        this.name = name;
        this.file = file;
        this.configs = configs;
    }

    /**
     * One configuration.
     *
     * @param directory that paths are relative to; empty for the root
     * @param patterns split to patterns; empty if the names of the files decide
     * @param origin who names the patterns, for messages
     */
    record Config(
            String name, boolean byDefault, String directory, Map<String, List<String>> patterns, String origin) {}

    /** The text of a file of the repository, empty if there is none. */
    @FunctionalInterface
    interface Repository {
        String text(String file) throws IOException;
    }

    /** @param name of the dataset, for messages */
    static DatasetCard read(String name, Repository repository) throws IOException {
        CardNode settings = root(name, SETTINGS, repository.text(SETTINGS));
        if (settings.has(CONFIGS)) {
            return of(name, SETTINGS, settings);
        }
        Optional<String> yaml = frontMatter(repository.text(README));
        return of(name, README, root(name, README, yaml.orElse("")));
    }

    private static DatasetCard of(String name, String file, CardNode root) throws IOException {
        List<Config> configs = new ArrayList<>();
        for (CardNode config : root.member(CONFIGS).items()) {
            configs.add(config(name, file, config));
        }
        return new DatasetCard(name, file, configs);
    }

    /** All of them, as the card has them. */
    List<Config> configs() {
        return List.copyOf(configs);
    }

    /** The configuration of a name; without a name the one marked as default, or the only one. */
    Config choose(Optional<String> wanted) throws SourceException {
        if (configs.isEmpty() && wanted.orElse("default").equals("default")) {
            return new Config("default", true, "", Map.of(), file);
        }
        List<String> names = configs.stream().map(Config::name).distinct().toList();
        List<Config> candidates = wanted.isPresent()
                ? configs.stream()
                        .filter(config -> config.name().equals(wanted.get()))
                        .toList()
                : byDefault();
        if (candidates.isEmpty() && wanted.isPresent()) {
            throw noConfig(wanted.get(), names);
        }
        if (candidates.isEmpty()) {
            throw new SourceException(name + ": has several configurations", new Remedy.Choose(CONFIG, names));
        }
        if (candidates.size() > 1 && wanted.isPresent()) {
            throw new SourceException(name + ": " + file + " has configuration \"" + wanted.get() + "\" "
                    + candidates.size() + " times, so that it is not clear which files it has");
        }
        if (candidates.size() > 1) {
            throw new SourceException(
                    name + ": has several configurations by default, "
                            + candidates.stream().map(Config::name).toList(),
                    new Remedy.Choose(CONFIG, names));
        }
        return candidates.get(0);
    }

    private List<Config> byDefault() {
        return configs.size() == 1
                ? configs
                : configs.stream()
                        .filter(config -> config.byDefault() || config.name().equals("default"))
                        .toList();
    }

    private SourceException noConfig(String wanted, List<String> names) {
        return new SourceException(
                name + ": has no configuration \"" + wanted + "\"",
                names.isEmpty() ? new Remedy.LeaveOut(CONFIG) : new Remedy.Choose(CONFIG, names));
    }

    private static Optional<String> frontMatter(String readme) {
        Matcher first = FIRST_LINE.matcher(readme);
        if (!first.lookingAt()) {
            return Optional.empty();
        }
        String rest = readme.substring(first.end());
        Matcher last = LAST_LINE.matcher(rest);
        return last.find() ? Optional.of(rest.substring(0, last.start())) : Optional.empty();
    }

    private static CardNode root(String name, String file, String yaml) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YAML_CHARS_MAX);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            return CardNode.of(name + ": " + file, root);
        } catch (YAMLException e) {
            throw new SourceException(
                    name + ": " + file + (file.equals(README) ? " begins with" : " is") + " YAML that cannot be read: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private static Config config(String dataset, String file, CardNode config) throws IOException {
        return new Config(
                config.member("config_name").text().orElse("default"),
                config.member("default").text().orElse("").equalsIgnoreCase("true"),
                directory(dataset, file, config.member("data_dir").text().orElse("")),
                patterns(dataset + ": " + file, config.member("data_files")),
                file);
    }

    private static String directory(String dataset, String file, String path) throws SourceException {
        try {
            return DataDirectory.of(path);
        } catch (IllegalArgumentException e) {
            throw new SourceException(dataset + ": in " + file + " " + e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> patterns(String origin, CardNode files) throws IOException {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        if (files.isMapping()) {
            for (Map.Entry<String, CardNode> split : files.members().entrySet()) {
                patterns.put(split.getKey(), paths(origin, split.getValue()));
            }
            return patterns;
        }
        List<CardNode> items = files.items();
        if (files.text().isPresent() || !items.isEmpty() && items.get(0).text().isPresent()) {
            return Map.of(HubDataset.SPLIT, paths(origin, files));
        }
        for (CardNode item : items) {
            String split = item.member("split").text().orElse(HubDataset.SPLIT);
            if (patterns.put(split, paths(origin, item.member("path"))) != null) {
                throw new SourceException(origin + " names the files of split \"" + split
                        + "\" twice in one configuration, so that it is not clear which it has");
            }
        }
        return patterns;
    }

    private static List<String> paths(String origin, CardNode paths) throws IOException {
        List<String> found = new ArrayList<>();
        for (CardNode path : paths.text().isPresent() ? List.of(paths) : paths.items()) {
            String text = path.text().orElse("");
            if (text.isEmpty() || text.contains("://")) {
                throw new SourceException(
                        origin + " has data_files \"" + text + "\"; expected paths inside the repository");
            }
            found.add(text);
        }
        return found;
    }
}
