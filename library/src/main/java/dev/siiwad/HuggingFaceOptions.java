package dev.siiwad;

import dev.siiwad.language.IdentifyLanguage;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.Http;
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
 * {@code SDC_SCRAPING__HUGGINGFACE__MAX_RECORDS}, {@code …__MIN_LENGTH_THRESHOLD} (100) and {@code …__CONNECTIONS} (4).
 *
 * @param selection which rows of which dataset are read
 * @param language of the texts; {@code so} if empty
 * @param license of a dataset that is named; {@code unknown} if empty
 * @param id which runs are runs of the same thing; made of the dataset's name and configuration if empty
 * @param connections how many may bring one large file, 1 to {@value #CONNECTIONS_MAX}
 * @param keepRaw whether downloads stay in the cache when they have been read
 */
public record HuggingFaceOptions(
        HubSelection selection,
        Optional<String> language,
        Optional<String> license,
        Optional<SourceId> id,
        Optional<Integer> connections,
        boolean keepRaw) {
    /** More of them are rude. */
    public static final int CONNECTIONS_MAX = 16;

    /** The field that is the text where none is named. */
    public static final String TEXT_FIELD = "text";

    static final String LANGUAGE = "so";
    static final String SETTING = "SDC_SCRAPING__HUGGINGFACE__";

    private static final int MIN_LENGTH = 100;
    private static final int CONNECTIONS = 4;

    /** What is read from the Hub. */
    public enum Kind {
        /** The multilingual C4. */
        MC4,
        /** A dataset that is named, or files. */
        CUSTOM
    }

    /** The multilingual C4. */
    public static HuggingFaceOptions mc4() {
        return of(HubSelection.of(Optional.empty(), Optional.empty()));
    }

    /** A dataset by its name, such as {@code allenai/c4}. */
    public static HuggingFaceOptions dataset(String name) {
        return of(HubSelection.of(Optional.of(name), Optional.empty()));
    }

    /** A dataset whose repository, files and fields are known, by one of {@link #presets}. */
    public static HuggingFaceOptions preset(String name) {
        return of(HubSelection.of(Optional.empty(), Optional.of(name)));
    }

    private static HuggingFaceOptions of(HubSelection selection) {
        return new HuggingFaceOptions(
                selection, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** The names of all presets, such as {@code fineweb2}. */
    public static List<String> presets() {
        return HubDataset.presets();
    }

    public HuggingFaceOptions withConfig(String other) {
        return with(selection.withConfig(other));
    }

    public HuggingFaceOptions withSplit(String other) {
        return with(selection.withSplit(other));
    }

    public HuggingFaceOptions withRevision(String other) {
        return with(selection.withRevision(other));
    }

    /** These files of a dataset that is named, by paths or patterns such as {@code so/*.jsonl.gz}. */
    public HuggingFaceOptions withDataFiles(List<String> other) {
        return with(selection.withDataFiles(other));
    }

    /** The files below a directory of a dataset that is named. */
    public HuggingFaceOptions withDataDirectory(String other) {
        return with(selection.withDataDirectory(other));
    }

    public HuggingFaceOptions withFields(Fields other) {
        return with(selection.withFields(other));
    }

    private HuggingFaceOptions with(HubSelection other) {
        return new HuggingFaceOptions(other, language, license, id, connections, keepRaw);
    }

    public HuggingFaceOptions withLanguage(String other) {
        return new HuggingFaceOptions(selection, Optional.of(other), license, id, connections, keepRaw);
    }

    public HuggingFaceOptions withLicense(String other) {
        return new HuggingFaceOptions(selection, language, Optional.of(other), id, connections, keepRaw);
    }

    public HuggingFaceOptions withId(SourceId other) {
        return new HuggingFaceOptions(selection, language, license, Optional.of(other), connections, keepRaw);
    }

    public HuggingFaceOptions withConnections(int other) {
        return new HuggingFaceOptions(selection, language, license, id, Optional.of(other), keepRaw);
    }

    public HuggingFaceOptions keepingRaw() {
        return new HuggingFaceOptions(selection, language, license, id, connections, true);
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
        HubDataset unnamed = selection.dataset(environment, language, license);
        HubDataset dataset = id.map(unnamed::withId).orElse(unnamed);
        Ingestion enough = siiwad.ingest(source(siiwad, dataset)).minLength(minLength(environment));
        Ingestion ingestion =
                selection.preset().isPresent() ? enough.ofRepairable().language(languageChoice()) : enough;
        return environment
                .number(SETTING + "MAX_RECORDS", 1)
                .map(ingestion::maxRecords)
                .orElse(ingestion);
    }

    /** Of a preset, its language is kept; of one that is chosen by its configuration, or that cannot be identified, all are. */
    private LanguageChoice languageChoice() {
        boolean known = language.isPresent() || selection.config().isEmpty();
        String wanted = language.orElse(LANGUAGE);
        return LanguageChoice.NONE.usually(known && IdentifyLanguage.knows(wanted) ? List.of(wanted) : List.of());
    }

    private Source source(Siiwad siiwad, HubDataset dataset) {
        Environment environment = siiwad.environment();
        Path cache = siiwad.raw().resolve(Layout.source(dataset.id()));
        Optional<String> server = selection.preset().flatMap(HubDataset::serverOf);
        if (server.isPresent() && selection.revision().isPresent()) {
            throw new IllegalArgumentException(
                    "revision is \"" + selection.revision().get() + "\"; preset "
                            + selection.preset().get()
                            + " is not on the Hub, and has none");
        }
        if (server.isPresent()) {
            String setting = SETTING + selection.preset().get().toUpperCase(Locale.ROOT) + "_URL";
            String address = environment.address(setting, server.get()).toString();
            return new OwnServerSource(dataset, siiwad.http(), address, cache, keepRaw);
        }
        String endpoint =
                environment.address("HF_ENDPOINT", HuggingFaceSource.ENDPOINT).toString();
        return new HuggingFaceSource(
                dataset, client(siiwad), endpoint, HubToken.of(environment, endpoint), cache, keepRaw);
    }

    private Http client(Siiwad siiwad) {
        String setting = SETTING + "CONNECTIONS";
        int number =
                connections.or(() -> siiwad.environment().integer(setting, 1)).orElse(CONNECTIONS);
        if (number < 1 || number > CONNECTIONS_MAX) {
            throw new IllegalArgumentException((connections.isPresent() ? "connections" : setting) + " is " + number
                    + "; expected 1 to " + CONNECTIONS_MAX);
        }
        return siiwad.client(siiwad.httpSettings().withConnectionsPerFile(number));
    }

    /** The shortest text that is kept, in characters. */
    static int minLength(Environment environment) {
        return environment.integer(SETTING + "MIN_LENGTH_THRESHOLD", 0).orElse(MIN_LENGTH);
    }
}
