package dev.siiwad.source.huggingface;

import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.rows.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which documents of which dataset on the Hub a run reads.
 *
 * @param config empty for the default one
 * @param dataFiles paths or patterns of the split's files, in place of what the repository's card says; none for what it says
 * @param dataDirectory below which the files are; empty for the root
 * @param revision a branch, tag or commit; pinned to a commit when a run begins
 * @param escaped whether texts write line breaks and tabs as a backslash and a letter
 * @param language ISO 639-1 code of the documents
 */
public record HubDataset(
        SourceId id,
        String repo,
        Optional<String> config,
        String split,
        String revision,
        List<String> dataFiles,
        Optional<String> dataDirectory,
        Fields fields,
        boolean escaped,
        String language,
        String license) {
    public static final String BRANCH = "main";
    public static final String SPLIT = "train";
    public static final String LICENSE_UNKNOWN = "unknown";

    private static final Pattern REPO = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9._-]{1,96})?");
    private static final int ID_CHARS_MAX = 128;
    private static final String DEFAULT = "default";

    public HubDataset {
        dataFiles = List.copyOf(dataFiles);
        dataFiles.forEach(path -> DataDirectory.requireInside("data_files", path));
        dataDirectory = dataDirectory.map(DataDirectory::of);
        if (config.isPresent() && (!dataFiles.isEmpty() || dataDirectory.isPresent())) {
            throw new IllegalArgumentException("config is \"" + config.get()
                    + "\", and data_files or data_dir is given; expected one way to choose files");
        }
        if (!REPO.matcher(repo).matches() || repo.contains("..")) {
            throw new IllegalArgumentException("dataset is \"" + repo + "\"; expected a form like allenai/c4");
        }
        if (revision.isBlank() || split.isBlank()) {
            throw new IllegalArgumentException(
                    "revision is \"" + revision + "\", split is \"" + split + "\"; expected both to be given");
        }
    }

    /** The part of the multilingual C4 in one language. */
    public static HubDataset mc4(String language) {
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return new HubDataset(
                safeId("HuggingFace-" + name + "_c4-" + language),
                "allenai/c4",
                Optional.of(language),
                SPLIT,
                BRANCH,
                List.of(),
                Optional.empty(),
                Fields.C4,
                false,
                language,
                "ODC-BY-1.0");
    }

    /** The names of the datasets that are asked for by one word. */
    public static List<String> presets() {
        return Preset.names();
    }

    /**
     * A dataset that is asked for by one word, such as {@code fineweb2}, in one language.
     *
     * @param code what the dataset calls the language; empty for what is known of it
     * @throws IllegalArgumentException if there is no such preset, or it does not know the language and no code is given
     */
    public static HubDataset preset(String name, String language, Optional<String> code) {
        Preset preset = Preset.of(name);
        String called = code.orElseGet(() -> preset.code(language));
        String english = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return new HubDataset(
                safeId("HuggingFace-" + english + "_" + name + "-" + code.orElse(language)),
                preset.repository(),
                preset.config(called),
                SPLIT,
                preset.revision(),
                preset.files(called).map(List::of).orElse(List.of()),
                Optional.empty(),
                preset.fields(),
                preset.escaped(),
                language,
                preset.license());
    }

    /** The server that has the files of a preset, where that is not the Hub. */
    public static Optional<String> serverOf(String preset) {
        return Preset.of(preset).server();
    }

    /** Any dataset. */
    public static HubDataset custom(
            String repo, Optional<String> config, String split, Fields fields, String language, String license) {
        return new HubDataset(
                idOf(repo, config.orElse(DEFAULT)),
                repo,
                config,
                split,
                BRANCH,
                List.of(),
                Optional.empty(),
                fields,
                false,
                language,
                license);
    }

    private static SourceId idOf(String repo, String part) {
        return safeId("HuggingFace-" + repo.replace('/', '.') + "_" + part);
    }

    public HubDataset withId(SourceId other) {
        return new HubDataset(
                other, repo, config, split, revision, dataFiles, dataDirectory, fields, escaped, language, license);
    }

    public HubDataset withRevision(String other) {
        return new HubDataset(
                id, repo, config, split, other, dataFiles, dataDirectory, fields, escaped, language, license);
    }

    /** The same dataset, of which these files are read, below this directory; they are part of its id. */
    public HubDataset withFiles(List<String> files, Optional<String> directory) {
        List<String> parts = new ArrayList<>();
        directory.map(DataDirectory::of).filter(path -> !path.isEmpty()).ifPresent(parts::add);
        parts.addAll(files);
        SourceId other = parts.isEmpty() ? id : idOf(repo, String.join("-", parts));
        return new HubDataset(
                other, repo, config, split, revision, files, directory, fields, escaped, language, license);
    }

    /** Whether the card has no say in which files are read. */
    boolean namesFiles() {
        return !dataFiles.isEmpty() || dataDirectory.isPresent();
    }

    /** The files that are named, in the place of a configuration of the card. */
    DatasetCard.Config namedFiles() {
        return new DatasetCard.Config(
                DEFAULT,
                true,
                dataDirectory.orElse(""),
                dataFiles.isEmpty() ? Map.of() : Map.of(split, dataFiles),
                "data_files");
    }

    SourceInfo info() {
        return new SourceInfo(id.value(), "web", language, license, "web", "web");
    }

    Settings settings() {
        Settings settings = fields.settings()
                .with("dataset", repo)
                .with("config", config.orElse("(default)"))
                .with("split", split)
                .with("revision", revision)
                .with(Settings.GIVEN + "lang", language)
                .with(Settings.GIVEN + "license", license);
        if (!dataFiles.isEmpty()) {
            settings = settings.with("data_files", String.join(" ", dataFiles));
        }
        if (escaped) {
            settings = settings.with("line_breaks", "escaped");
        }
        return dataDirectory.isPresent() ? settings.with("data_dir", dataDirectory.get()) : settings;
    }

    private static SourceId safeId(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return new SourceId(safe.substring(0, Math.min(safe.length(), ID_CHARS_MAX)));
    }
}
