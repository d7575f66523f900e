package dev.siiwad.cli.terminal;

import dev.siiwad.Environment;
import dev.siiwad.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is set from outside of a command: in {@code siiwad.yaml}, which {@code .env} beats, which the environment beats; options beat all. Values may be secrets.
 */
public final class Configuration {
    /** Names the file, where it is not {@code siiwad.yaml} in the working directory. */
    static final String FILE = "SIIWAD_CONFIG";

    private static final String USUAL_FILE = "siiwad.yaml";
    private static final String ENVIRONMENT = "the environment";

    /** What {@code ingest all} collects is below this key. */
    private static final String PLANNED = "ingest.";

    private final Map<String, Value> values;
    private final List<PlannedSource> planned;

    private Configuration(Map<String, Value> values, List<PlannedSource> planned) {
        this.values = Map.copyOf(values);
        this.planned = List.copyOf(planned);
    }

    /**
     * A value, and where it is from.
     *
     * @param from a file's name, or the environment
     */
    public record Value(String text, String from) {
        /** It may be a secret. */
        @Override
        public String toString() {
            return "a value from " + from;
        }
    }

    /**
     * What counts in a shell.
     *
     * @throws UsageException if a file is malformed, or names what is nearly or not a setting
     * @throws UncheckedIOException if a file is there and cannot be read
     */
    public static Configuration of(Shell shell) {
        Map<String, Value> values = new TreeMap<>();
        Map<String, Map<String, List<String>>> planned = new LinkedHashMap<>();
        file(shell)
                .ifPresent(file ->
                        of(file, planned).forEach((name, text) -> values.put(name, new Value(text, file.toString()))));
        DotEnv.read(shell.directory().resolve(".env"))
                .forEach((name, text) -> values.put(name, new Value(text, ".env")));
        shell.variables().forEach((name, text) -> values.put(name, new Value(text, ENVIRONMENT)));
        List<String> unknown = Variables.unknown(values.keySet());
        if (!unknown.isEmpty()) {
            throw new UsageException(String.join("\n", unknown));
        }
        return new Configuration(
                values,
                planned.entrySet().stream()
                        .map(entry -> new PlannedSource(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Optional<Path> file(Shell shell) {
        String named = shell.variables().getOrDefault(FILE, "");
        if (!named.isEmpty()) {
            return Optional.of(shell.directory().resolve(named));
        }
        return Optional.of(shell.directory().resolve(USUAL_FILE)).filter(Files::exists);
    }

    /**
     * By the names of variables.
     *
     * @param planned takes what {@code ingest all} collects, by the names of its sources
     */
    private static SortedMap<String, String> of(Path file, Map<String, Map<String, List<String>>> planned) {
        SortedMap<String, String> named = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        Map<String, String> names = SettingTable.all().stream()
                .filter(Setting::isInFile)
                .collect(Collectors.toMap(Setting::key, Setting::name));
        try {
            SettingsFile.readLists(file).forEach((key, texts) -> {
                if (key.startsWith(PLANNED)) {
                    plan(file, key.substring(PLANNED.length()), texts, planned);
                } else if (names.containsKey(key) || texts.size() > 1) {
                    named.put(names.getOrDefault(key, ""), SettingsFile.single(file, key, texts));
                } else {
                    unknown.add(file + ": " + key + " is not a setting"
                            + Nearest.to(key, names.keySet())
                                    .map(meant -> "; did you mean " + meant + "?")
                                    .orElse(" of this program"));
                }
            });
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(Failures.describe(e), e);
        }
        if (!unknown.isEmpty()) {
            throw new UsageException(String.join("\n", unknown));
        }
        return named;
    }

    private static void plan(
            Path file, String key, List<String> texts, Map<String, Map<String, List<String>>> planned) {
        String[] parts = key.split("\\.", 2);
        if (!PlannedSource.isName(parts[0])) {
            throw new IllegalArgumentException(file + ": " + PLANNED + parts[0]
                    + " is not a name; expected letters, digits, - and _, at most " + PlannedSource.NAME_CHARS_MAX);
        }
        Map<String, List<String>> options = planned.computeIfAbsent(parts[0], name -> new LinkedHashMap<>());
        if (parts.length == 2) {
            options.put(parts[1], texts);
        } else if (!texts.equals(List.of(""))) {
            throw new IllegalArgumentException(file + ": " + PLANNED + key + " is \"" + String.join(", ", texts)
                    + "\"; expected a group of options, such as every: 7d");
        }
    }

    /** What {@code ingest all} collects, as the file has it, in its order; empty if it does not say. */
    public List<PlannedSource> planned() {
        return planned;
    }

    /** All of it, by the names of variables; for a process of its own too, which then need not find the file. */
    public Environment environment() {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, value.text()));
        texts.remove(FILE);
        return Environment.of(texts);
    }

    /** The value of a variable, if it is set and not empty. */
    public Optional<Value> of(Setting setting) {
        return Optional.ofNullable(values.get(setting.name()))
                .filter(value -> !value.text().isBlank());
    }

    /** What is wrong with the values that are set. */
    public List<String> problems() {
        Environment environment = environment();
        List<String> problems = new ArrayList<>();
        for (Setting setting : SettingTable.all()) {
            if (of(setting).isPresent()) {
                setting.problem(environment).ifPresent(problems::add);
            }
        }
        return problems;
    }
}
