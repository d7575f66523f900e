package dev.siiwad.source.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the README of a dataset says of its configurations, in the YAML between two lines of three dashes at its beginning. */
final class DatasetCard {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build());

    private static final String CONFIG = "config";

    private final String name;
    private final List<Config> configs;

    private DatasetCard(String name, List<Config> configs) {
        this.name = name;
        this.configs = configs;
    }

    /**
     * One configuration.
     *
     * @param directory that paths are relative to; empty for the root
     * @param patterns split to patterns; empty if the names of the files decide
     */
    record Config(String name, boolean byDefault, String directory, Map<String, List<String>> patterns) {}

    /** @param name of the dataset, for messages */
    static DatasetCard parse(String name, String readme) throws IOException {
        List<Config> configs = new ArrayList<>();
        Optional<String> yaml = frontMatter(readme);
        if (yaml.isPresent()) {
            try {
                for (JsonNode config : YAML.readTree(yaml.get()).path("configs")) {
                    configs.add(config(name, config));
                }
            } catch (JsonProcessingException e) {
                throw new IOException(
                        name + ": README.md begins with YAML that cannot be read: " + e.getOriginalMessage(), e);
            }
        }
        return new DatasetCard(name, configs);
    }

    /** The configuration of a name; without a name the one marked as default, or the only one. */
    Config choose(Optional<String> wanted) throws SourceException {
        if (configs.isEmpty() && wanted.orElse("default").equals("default")) {
            return new Config("default", true, "", Map.of());
        }
        List<String> names = configs.stream().map(Config::name).toList();
        if (wanted.isPresent()) {
            return configs.stream()
                    .filter(config -> config.name().equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> noConfig(wanted.get(), names));
        }
        List<Config> candidates = configs.size() == 1
                ? configs
                : configs.stream()
                        .filter(config -> config.byDefault() || config.name().equals("default"))
                        .toList();
        if (candidates.isEmpty()) {
            throw new SourceException(name + ": has several configurations", new Remedy.Choose(CONFIG, names));
        }
        return candidates.get(0);
    }

    private SourceException noConfig(String wanted, List<String> names) {
        return new SourceException(
                name + ": has no configuration \"" + wanted + "\"",
                names.isEmpty() ? new Remedy.LeaveOut(CONFIG) : new Remedy.Choose(CONFIG, names));
    }

    private static Optional<String> frontMatter(String readme) {
        String text = readme.startsWith("\uFEFF") ? readme.substring(1) : readme;
        String[] lines = text.split("\r?\n", -1);
        if (!lines[0].strip().equals("---")) {
            return Optional.empty();
        }
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].strip().equals("---")) {
                return Optional.of(String.join("\n", List.of(lines).subList(1, i)));
            }
        }
        return Optional.empty();
    }

    private static Config config(String dataset, JsonNode config) throws IOException {
        String directory = config.path("data_dir").asText("").replaceAll("^(\\./)+|/+$", "");
        return new Config(
                config.path("config_name").asText("default"),
                config.path("default").asBoolean(false),
                directory.equals(".") ? "" : directory,
                patterns(dataset, config.path("data_files")));
    }

    private static Map<String, List<String>> patterns(String dataset, JsonNode files) throws IOException {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        if (files.isObject()) {
            for (Map.Entry<String, JsonNode> split : files.properties()) {
                patterns.put(split.getKey(), paths(dataset, split.getValue()));
            }
        } else if (files.isTextual() || files.path(0).isTextual()) {
            patterns.put("train", paths(dataset, files));
        } else if (files.isArray()) {
            for (JsonNode split : files) {
                patterns.put(split.path("split").asText("train"), paths(dataset, split.path("path")));
            }
        }
        return patterns;
    }

    private static List<String> paths(String dataset, JsonNode paths) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode path : paths.isArray() ? paths : List.of(paths)) {
            if (!path.isTextual() || path.asText().contains("://")) {
                throw new IOException(
                        dataset + ": README.md has data_files " + path + "; expected paths inside the repository");
            }
            found.add(path.asText());
        }
        return found;
    }
}
