package dev.siiwad.source.huggingface;

import dev.siiwad.source.rows.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A dataset that is asked for by one word: a row of {@code presets.yaml}, which says of each fact where it is from.
 *
 * @param server where the file is, if it is not on the Hub
 * @param files a pattern; empty if a configuration names the files
 * @param escaped whether texts write line breaks as a backslash and an n
 * @param languages ISO 639-1 to the dataset's own code; empty if it uses those codes
 */
record Preset(
        String name,
        String repository,
        Optional<String> server,
        String revision,
        Optional<String> files,
        Optional<String> config,
        Fields fields,
        boolean escaped,
        String license,
        Map<String, String> languages) {
    private static final String FILE = "presets.yaml";
    private static final String CODE = "{code}";
    private static final Map<String, Preset> ALL = load();

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Preset of(String name) {
        if (!ALL.containsKey(name)) {
            throw new IllegalArgumentException(
                    "preset is \"" + name + "\"; expected one of " + String.join(", ", names()));
        }
        return ALL.get(name);
    }

    /**
     * What the dataset calls a language.
     *
     * @throws IllegalArgumentException if that is not known
     */
    String code(String language) {
        if (languages.isEmpty()) {
            return language;
        }
        if (!languages.containsKey(language)) {
            throw new IllegalArgumentException("lang is \"" + language + "\"; preset " + name + " knows "
                    + String.join(", ", languages.keySet()) + ". For another one, give its code in " + repository
                    + " as config, in the form of "
                    + languages.values().iterator().next());
        }
        return languages.get(language);
    }

    Optional<String> files(String code) {
        return files.map(pattern -> pattern.replace(CODE, code));
    }

    Optional<String> config(String code) {
        return config.map(pattern -> pattern.replace(CODE, code));
    }

    private static Map<String, Preset> load() {
        try (InputStream in = Preset.class.getResourceAsStream(FILE)) {
            InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            Map<String, Preset> presets = new LinkedHashMap<>();
            for (Map.Entry<String, CardNode> row : CardNode.of(FILE, new Yaml(new LoaderOptions()).compose(text))
                    .members()
                    .entrySet()) {
                presets.put(row.getKey(), preset(row.getKey(), row.getValue()));
            }
            return presets;
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + FILE + " cannot be read", e);
        }
    }

    private static Preset preset(String name, CardNode row) throws IOException {
        List<String> metadata = row.member("metadata").items().stream()
                .map(field -> field.text().orElseThrow())
                .toList();
        Map<String, String> languages = new LinkedHashMap<>();
        for (Map.Entry<String, CardNode> language :
                row.member("languages").members().entrySet()) {
            languages.put(language.getKey(), language.getValue().text().orElseThrow());
        }
        return new Preset(
                name,
                row.member("repository").text().orElseThrow(),
                row.member("server").text(),
                row.member("revision").text().orElse(HubDataset.BRANCH),
                row.member("files").text(),
                row.member("config").text(),
                new Fields(
                        row.member("text").text().orElseThrow(),
                        row.member("title").text(),
                        row.member("url").text(),
                        metadata,
                        row.member("date").text()),
                row.member("escaped").text().orElse("").equals("true"),
                row.member("license").text().orElseThrow(),
                languages);
    }
}
