package dev.siiwad;

import dev.siiwad.language.IdentifyLanguage;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.huggingface.HuggingFaceSource;
import dev.siiwad.source.huggingface.OwnServerSource;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.storage.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked for of the Hugging Face Hub. Besides, {@code HF_ENDPOINT} and {@code HF_TOKEN} count, and
 * {@code SDC_SCRAPING__HUGGINGFACE__MAX_RECORDS} and {@code …__MIN_LENGTH_THRESHOLD} (100).
 *
 * @param name of a dataset, such as {@code allenai/c4}; with neither name nor preset, the multilingual C4
 * @param preset one of {@link #presets}, which name repository, files, fields and licence
 * @param config the dataset's configuration; of a preset the code that it has for the language, where that of {@code language} is not known; of the multilingual C4 its language: the one of {@code language}, else of
 *     {@code SDC_SCRAPING__HUGGINGFACE__DATASET_CONFIG}, else {@code so} if empty
 * @param split {@code train} if empty
 * @param revision a branch, tag or commit; of the multilingual C4 {@code SDC_SCRAPING__HUGGINGFACE__REVISION} if empty, and then {@code main}
 * @param dataFiles paths or patterns of the files of a dataset that is named, in place of what its card says
 * @param dataDirectory the directory of a dataset that is named, below which its files are
 * @param fields which fields of a row make a document; the multilingual C4 has its own
 * @param language of the texts; {@code so} if empty
 * @param license of a dataset that is named; {@code unknown} if empty
 * @param id which runs are runs of the same thing; made of the dataset's name and configuration if empty
 * @param keepRaw whether downloads stay in the cache when they have been read
 */
public record HuggingFaceOptions(
        Optional<String> name,
        Optional<String> preset,
        Optional<String> config,
        Optional<String> split,
        Optional<String> revision,
        List<String> dataFiles,
        Optional<String> dataDirectory,
        Optional<Fields> fields,
        Optional<String> language,
        Optional<String> license,
        Optional<SourceId> id,
        boolean keepRaw) {
    /** The field that is the text where none is named. */
    public static final String TEXT_FIELD = "text";

    static final String LANGUAGE = "so";

    private static final String SETTING = "SDC_SCRAPING__HUGGINGFACE__";
    private static final int MIN_LENGTH = 100;

    /** What is read from the Hub. */
    public enum Kind {
        /** The multilingual C4. */
        MC4,
        /** A dataset that is named, or files. */
        CUSTOM
    }

    public HuggingFaceOptions {
        dataFiles = List.copyOf(dataFiles);
        boolean ofNamed = split.isPresent() || fields.isPresent() || !dataFiles.isEmpty() || dataDirectory.isPresent();
        if (name.isEmpty() && ofNamed) {
            throw new IllegalArgumentException(
                    "split, files and fields are for a dataset that is named; the multilingual C4 has its own, as presets do");
        }
        if (name.isPresent() && preset.isPresent()) {
            throw new IllegalArgumentException("dataset \"" + name.get() + "\" is named, and preset \"" + preset.get()
                    + "\" too; expected one of them");
        }
    }

    /** The multilingual C4. */
    public static HuggingFaceOptions mc4() {
        return new HuggingFaceOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** A dataset by its name, such as {@code allenai/c4}. */
    public static HuggingFaceOptions dataset(String name) {
        return new HuggingFaceOptions(
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** A dataset whose repository, files and fields are known, by one of {@link #presets}. */
    public static HuggingFaceOptions preset(String name) {
        return new HuggingFaceOptions(
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The names of all presets, such as {@code fineweb2}. */
    public static List<String> presets() {
        return HubDataset.presets();
    }

    public HuggingFaceOptions withConfig(String other) {
        return new HuggingFaceOptions(
                name,
                preset,
                Optional.of(other),
                split,
                revision,
                dataFiles,
                dataDirectory,
                fields,
                language,
                license,
                id,
                keepRaw);
    }

    public HuggingFaceOptions withSplit(String other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                Optional.of(other),
                revision,
                dataFiles,
                dataDirectory,
                fields,
                language,
                license,
                id,
                keepRaw);
    }

    public HuggingFaceOptions withRevision(String other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                split,
                Optional.of(other),
                dataFiles,
                dataDirectory,
                fields,
                language,
                license,
                id,
                keepRaw);
    }

    /** These files of a dataset that is named, by paths or patterns such as {@code so/*.jsonl.gz}. */
    public HuggingFaceOptions withDataFiles(List<String> other) {
        return new HuggingFaceOptions(
                name, preset, config, split, revision, other, dataDirectory, fields, language, license, id, keepRaw);
    }

    /** The files below a directory of a dataset that is named. */
    public HuggingFaceOptions withDataDirectory(String other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                split,
                revision,
                dataFiles,
                Optional.of(other),
                fields,
                language,
                license,
                id,
                keepRaw);
    }

    public HuggingFaceOptions withFields(Fields other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                split,
                revision,
                dataFiles,
                dataDirectory,
                Optional.of(other),
                language,
                license,
                id,
                keepRaw);
    }

    public HuggingFaceOptions withLanguage(String other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                split,
                revision,
                dataFiles,
                dataDirectory,
                fields,
                Optional.of(other),
                license,
                id,
                keepRaw);
    }

    public HuggingFaceOptions withLicense(String other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                split,
                revision,
                dataFiles,
                dataDirectory,
                fields,
                language,
                Optional.of(other),
                id,
                keepRaw);
    }

    public HuggingFaceOptions withId(SourceId other) {
        return new HuggingFaceOptions(
                name,
                preset,
                config,
                split,
                revision,
                dataFiles,
                dataDirectory,
                fields,
                language,
                license,
                Optional.of(other),
                keepRaw);
    }

    public HuggingFaceOptions keepingRaw() {
        return new HuggingFaceOptions(
                name, preset, config, split, revision, dataFiles, dataDirectory, fields, language, license, id, true);
    }

    /**
     * What {@code SDC_SCRAPING__HUGGINGFACE__DEFAULT_DATASET} asks for where nothing else does.
     *
     * @throws IllegalArgumentException if it is neither {@code mc4} nor {@code custom}
     */
    public static Optional<Kind> kindByDefault(Environment environment) {
        String setting = SETTING + "DEFAULT_DATASET";
        return environment.text(setting).map(value -> switch (value) {
            case "mc4" -> Kind.MC4;
            case "custom" -> Kind.CUSTOM;
            default -> throw new IllegalArgumentException(setting + " is \"" + value + "\"; expected mc4 or custom");
        });
    }

    Ingestion ingestion(Siiwad siiwad) {
        Environment environment = siiwad.environment();
        HubDataset unnamed = name.isPresent() ? custom(name.get()) : preset.isPresent() ? ofPreset() : c4(environment);
        HubDataset dataset = id.map(unnamed::withId).orElse(unnamed);
        Ingestion enough = siiwad.ingest(source(siiwad, dataset)).minLength(minLength(environment));
        Ingestion ingestion = preset.isPresent() ? enough.ofRepairable().language(languageChoice()) : enough;
        return environment
                .number(SETTING + "MAX_RECORDS", 1)
                .map(ingestion::maxRecords)
                .orElse(ingestion);
    }

    private Source source(Siiwad siiwad, HubDataset dataset) {
        Environment environment = siiwad.environment();
        Path cache = siiwad.raw().resolve(Layout.source(dataset.id()));
        Optional<String> server = preset.flatMap(HubDataset::serverOf);
        if (server.isPresent() && revision.isPresent()) {
            throw new IllegalArgumentException("revision is \"" + revision.get() + "\"; preset " + preset.get()
                    + " is not on the Hub, and has none");
        }
        if (server.isPresent()) {
            String setting = SETTING + preset.get().toUpperCase(Locale.ROOT) + "_URL";
            String address = environment.address(setting, server.get()).toString();
            return new OwnServerSource(dataset, siiwad.http(), address, cache, keepRaw);
        }
        String endpoint =
                environment.address("HF_ENDPOINT", HuggingFaceSource.ENDPOINT).toString();
        return new HuggingFaceSource(
                dataset, siiwad.http(), endpoint, HubToken.of(environment, endpoint), cache, keepRaw);
    }

    /** The shortest text that is kept, in characters. */
    static int minLength(Environment environment) {
        return environment.integer(SETTING + "MIN_LENGTH_THRESHOLD", 0).orElse(MIN_LENGTH);
    }

    private HubDataset c4(Environment environment) {
        HubDataset dataset = HubDataset.mc4(config.or(() -> language)
                .or(() -> environment.text(SETTING + "DATASET_CONFIG"))
                .orElse(LANGUAGE));
        return revision.or(() -> environment.text(SETTING + "REVISION"))
                .map(dataset::withRevision)
                .orElse(dataset);
    }

    /** Of a preset, its language is kept; of one that is chosen by its configuration, or that cannot be identified, all are. */
    private LanguageChoice languageChoice() {
        boolean known = language.isPresent() || config.isEmpty();
        String wanted = language.orElse(LANGUAGE);
        return LanguageChoice.NONE.usually(known && IdentifyLanguage.knows(wanted) ? List.of(wanted) : List.of());
    }

    private HubDataset ofPreset() {
        HubDataset dataset = HubDataset.preset(preset.get(), language.orElse(LANGUAGE), config);
        return revision.map(dataset::withRevision).orElse(dataset);
    }

    private HubDataset custom(String repo) {
        HubDataset dataset = HubDataset.custom(
                        repo,
                        config,
                        split.orElse(HubDataset.SPLIT),
                        fields.orElseGet(() -> Fields.ofText(TEXT_FIELD)),
                        language.orElse(LANGUAGE),
                        license.orElse(HubDataset.LICENSE_UNKNOWN))
                .withFiles(dataFiles, dataDirectory);
        return revision.map(dataset::withRevision).orElse(dataset);
    }
}
