package dev.siiwad.cli.ingest;

import dev.siiwad.Environment;
import dev.siiwad.Ingestion;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.transform.CleanText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all sources share. */
public final class IngestOptions {
    private static final Duration RETRY_FOR_MAX = Duration.ofDays(1);

    /** What --replace means without a run; no run has such an id. */
    private static final String COVERED = "?";

    private static final String ALL_LANGUAGES = "all";

    @Mixin
    private Extent extent = new Extent();

    @Mixin
    private Place place = new Place();

    @Mixin
    private Speech speech = new Speech();

    @Command(optionListHeading = "%nRun:%n")
    private static final class Extent {
        @Option(names = "--force", description = "Delete the checkpoint and start from the beginning")
        private boolean force;

        @Option(names = "--yes", description = "With --force: also where the unfinished run holds what was paid for")
        private boolean yes;

        @Option(names = "--again", description = "Begin a new run even where published datasets hold all or part of it")
        private boolean again;

        @Option(names = "--from-offset", paramLabel = "N", description = "Begin a new run after the first N documents")
        private Optional<Natural> fromOffset = Optional.empty();

        @Option(
                names = "--max-records",
                paramLabel = "N",
                description =
                        "End when N documents have been read, counted from the start of the source; it may be raised later")
        private Optional<Positive> maxRecords = Optional.empty();

        @Option(
                names = "--checkpoint-every",
                paramLabel = "N",
                description = "Save a checkpoint every N documents (default: 1000)")
        private Optional<Positive> checkpointEvery = Optional.empty();

        @Option(
                names = "--on-poison",
                paramLabel = "WHAT",
                description =
                        "What to do with a document that three attempts died with: set it aside, or stop, if it is to"
                                + " blame, or read it again: ${COMPLETION-CANDIDATES} (default: quarantine)")
        private OnPoison onPoison = OnPoison.quarantine;

        @Option(
                names = "--pass-over",
                paramLabel = "N",
                description = "Set the document at offset N aside without reading it")
        private Optional<Natural> passOver = Optional.empty();

        @Option(
                names = "--max-attempts",
                paramLabel = "N",
                description = "Refuse to begin more than N attempts at a run (default: no limit)")
        private Optional<Positive> maxAttempts = Optional.empty();

        @Option(
                names = "--strict",
                description =
                        "Stop at a file, corpus, page or video that is broken for good, instead of setting it aside")
        private boolean strict;

        @Option(
                names = "--retry-for",
                paramLabel = "TIME",
                description =
                        "Keep trying for this long while a host gives nothing at all, such as 30s, 10m or 2h; 0s: do"
                                + " not try again (default: 10m)")
        private Optional<Duration> retryFor = Optional.empty();

        @Option(
                names = "--threads",
                paramLabel = "N",
                description =
                        "Work with N threads at once; 1: one thing after the other (default: as many as there are cores)")
        private Optional<Positive> threads = Optional.empty();

        @Option(
                names = "--as-begun",
                description = "Carry on an unfinished run by the list it was begun with, though the list has changed")
        private boolean asBegun;

        @Option(names = "--explain", description = "Say what a run would do and why, without doing it")
        private boolean explain;
    }

    @Command(optionListHeading = "%nOutput:%n")
    private static final class Place {
        @Option(
                names = "--source-id",
                paramLabel = "ID",
                description = "Set the id of the source; runs with the same id are the same run")
        private Optional<SourceId> sourceId = Optional.empty();

        @Option(
                names = "--run-id",
                paramLabel = "ID",
                description = "Set the id of a new run; a run in progress must have this id")
        private Optional<RunId> runId = Optional.empty();

        @Option(
                names = "--storage",
                paramLabel = "DIR|S3",
                description =
                        "Keep checkpoints and datasets below a directory, or in s3://bucket/prefix (default: data)")
        private Optional<String> storage = Optional.empty();

        @Option(
                names = "--take-over",
                description =
                        "In a bucket: take the source over from a run that is alive, which stops at its next commit")
        private boolean takeOver;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "Format of the dataset: ${COMPLETION-CANDIDATES} (default: parquet)")
        private Format format = Format.parquet;

        @Option(
                names = "--replace",
                arity = "0..1",
                fallbackValue = COVERED,
                paramLabel = "=RUN",
                description =
                        "Once the dataset is published, remove older ones of the source that it covers; with =RUN, that of"
                                + " RUN, whatever it holds (may be repeated)")
        private List<String> replace = new ArrayList<>();

        @Option(
                names = "--sign",
                paramLabel = "KEYFILE",
                description =
                        "Sign the receipt with a private Ed25519 key, as a file RUN-receipt.json.sig beside it; the file is PEM,"
                                + " as openssl genpkey -algorithm ed25519 writes it")
        private Optional<SigningKey> signingKey = Optional.empty();

        @Option(
                names = "--keep-rejects",
                description =
                        "Keep every document that is dropped, with the rule and what it found, beside the dataset")
        private boolean keepRejects;

        @Option(
                names = "--dedup",
                paramLabel = "HOW",
                description = "Publish only the first of the documents that are the same: ${COMPLETION-CANDIDATES}"
                        + " (default: exact, for comments none; exact: the same text but for white space; near: also texts that have 85 %% of"
                        + " their words, three in a row, in common)")
        private Optional<Deduplication.Method> dedup = Optional.empty();

        @Option(
                names = "--against",
                paramLabel = "DATASET",
                split = ",",
                description =
                        "Do not publish what this published dataset has already, by --dedup: the id of a run, or of a"
                                + " source for its current dataset (may be repeated), such as --against Wikipedia-Somali")
        private List<String> against = new ArrayList<>();

        @Option(names = "--keep-raw", description = "Keep downloads after they have been read")
        private boolean keepRaw;

        @Option(
                names = {"--min-length", "--min-chars"},
                paramLabel = "CHARS",
                description =
                        "Drop texts with fewer characters (default: 50; Hugging Face and files 100, Språkbanken 20,"
                                + " TikTok 3)")
        private Optional<Natural> minLength = Optional.empty();

        @Option(
                names = "--min-words",
                paramLabel = "N",
                description = "Drop texts with fewer words, counted by letters in scripts without spaces"
                        + " (default: 5; TikTok 1)")
        private Optional<Natural> minWords = Optional.empty();

        @Option(
                names = "--normalize",
                paramLabel = "FORM",
                description = "Normalize characters: ${COMPLETION-CANDIDATES} (default: nfc; nfkc also rewrites ½, m²,"
                        + " full-width signs and the like)")
        private Optional<CleanText.Form> normalize = Optional.empty();

        @Option(
                names = "--repair",
                paramLabel = "on|off",
                description =
                        "Repair what collectors of web pages did to texts: written-out line breaks, UTF-8 read as CP1252,"
                                + " lost characters, tags, entities (default: on for presets of Hugging Face, else off)")
        private Optional<Switch> repair = Optional.empty();

        @Option(
                names = "--identify-language",
                negatable = true,
                description =
                        "Say in source_metadata which language each text is in, or do not (default: on for the presets"
                                + " of the Hub)")
        private Optional<Boolean> identifyLanguage = Optional.empty();

        @Option(
                names = "--keep-language",
                paramLabel = "CODES",
                description =
                        "Drop texts that are clearly in another language than these, such as so or so,om; all keeps all"
                                + " (default: all; of a preset, its language)")
        private Optional<String> keepLanguage = Optional.empty();

        @Option(
                names = "--signals",
                description = "Keep the quality signals of C4, Gopher and FineWeb in source_metadata of each text")
        private boolean signals;

        @Option(
                names = "--filter-config",
                paramLabel = "FILE",
                description = "Drop texts as FineWeb-2 does in a language, by its file configs/<language>_<Script>.yml")
        private Optional<Path> filterConfig = Optional.empty();
    }

    @Command(optionListHeading = "%nLogging:%n")
    private static final class Speech {
        @Option(
                names = "--log-file",
                paramLabel = "FILE",
                description = "Also append the log to a file; --quiet does not make it shorter"
                        + " (default: SDC_LOGGING__FILE, or no file)")
        private Optional<Path> logFile = Optional.empty();

        @Option(names = "--no-progress", description = "Do not show the progress line on a terminal")
        private boolean noProgress;

        @Option(
                names = {"-q", "--quiet"},
                description = "Log warnings and errors only")
        private boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "Log each decision, and the document in flight")
        private boolean verbose;
    }

    /** Spelled as on the command line. */
    enum Switch {
        on,
        off
    }

    /** What a dataset is published as; spelled as on the command line. */
    enum Format {
        parquet,
        jsonl
    }

    /** Spelled as on the command line. */
    enum OnPoison {
        quarantine(RunRequest.OnPoison.QUARANTINE),
        stop(RunRequest.OnPoison.STOP),
        read(RunRequest.OnPoison.READ);

        private final RunRequest.OnPoison meant;

        OnPoison(RunRequest.OnPoison meant) {
            this.meant = meant;
        }
    }

    public Optional<RunId> runId() {
        return place.runId;
    }

    public boolean explain() {
        return extent.explain;
    }

    boolean force() {
        return extent.force;
    }

    boolean yes() {
        return extent.yes;
    }

    boolean quiet() {
        return speech.quiet;
    }

    boolean verbose() {
        return speech.verbose;
    }

    Optional<Path> logFile() {
        return speech.logFile;
    }

    boolean progressLine() {
        return !speech.noProgress && !speech.quiet;
    }

    public Optional<SourceId> sourceId() {
        return place.sourceId;
    }

    public Optional<String> storage() {
        return place.storage;
    }

    boolean signs() {
        return place.signingKey.isPresent();
    }

    boolean takeOver() {
        return place.takeOver;
    }

    boolean keepRaw() {
        return place.keepRaw;
    }

    /** Which older datasets are to go. */
    Replace replace() {
        SortedSet<RunId> named = new TreeSet<>();
        place.replace.stream().filter(run -> !run.equals(COVERED)).forEach(run -> named.add(new RunId(run)));
        return new Replace(place.replace.contains(COVERED), named);
    }

    /** The settings as these options want them, by the names of environment variables. */
    Map<String, String> applyTo(Environment environment) {
        Map<String, String> settings = new HashMap<>(environment.asMap());
        if (extent.retryFor.isPresent()) {
            Duration time = extent.retryFor.get();
            if (time.compareTo(RETRY_FOR_MAX) > 0) {
                throw new UsageException("--retry-for is " + Span.text(time) + "; expected at most a day");
            }
            settings.put(Siiwad.RETRY_FOR, String.valueOf(time.toSeconds()));
        }
        if (extent.threads.isPresent()) {
            long threads = extent.threads.get().value();
            if (threads > Siiwad.THREADS_MAX) {
                throw new UsageException("--threads is " + threads + "; expected 1 to " + Siiwad.THREADS_MAX);
            }
            settings.put(Siiwad.THREADS, String.valueOf(threads));
        }
        return settings;
    }

    /** The ingestion as these options want it. What they leave open stays as it is. */
    Ingestion applyTo(Ingestion made, UnaryOperator<Path> resolve) {
        Ingestion applied = made.onPoison(extent.onPoison.meant).replace(replace());
        if (extent.strict) {
            applied = applied.strict();
        }
        if (extent.asBegun) {
            applied = applied.asBegun();
        }
        if (extent.force) {
            applied = applied.force();
        }
        if (extent.again) {
            applied = applied.again();
        }
        if (extent.fromOffset.isPresent()) {
            applied = applied.fromOffset(extent.fromOffset.get().value());
        }
        if (extent.maxRecords.isPresent()) {
            applied = applied.maxRecords(extent.maxRecords.get().value());
        }
        if (extent.checkpointEvery.isPresent()) {
            applied = applied.checkpointEvery(extent.checkpointEvery.get().value());
        }
        if (extent.passOver.isPresent()) {
            applied = applied.passOver(extent.passOver.get().value());
        }
        if (extent.maxAttempts.isPresent()) {
            applied = applied.maxAttempts(extent.maxAttempts.get().value());
        }
        if (place.runId.isPresent()) {
            applied = applied.runId(place.runId.get().value());
        }
        if (place.signingKey.isPresent()) {
            applied = applied.sign(place.signingKey.get());
        }
        if (place.keepRejects) {
            applied = applied.keepRejects();
        }
        if (place.dedup.isPresent()) {
            applied = applied.deduplicate(place.dedup.get());
        }
        applied = applyAgainst(applied);
        if (place.minLength.isPresent()) {
            applied = applied.minLength(place.minLength.get().intValue());
        }
        if (place.minWords.isPresent()) {
            applied = applied.tokenFloor(place.minWords.get().intValue());
        }
        if (place.normalize.isPresent()) {
            applied = applied.normalize(place.normalize.get());
        }
        if (place.repair.isPresent()) {
            applied = applied.repair(place.repair.get() == Switch.on);
        }
        applied = applyQuality(applyLanguage(applied), resolve);
        return place.format == Format.jsonl ? applied.jsonLines() : applied;
    }

    private Ingestion applyAgainst(Ingestion made) {
        if (place.against.isEmpty()) {
            return made;
        }
        if (made.request().deduplication().method() == Deduplication.Method.NONE) {
            throw new UsageException("--against goes with --dedup exact or --dedup near, and "
                    + (place.dedup.isPresent() ? "--dedup none is given" : "here the default is none"));
        }
        try {
            return made.against(place.against.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--against " + String.join(",", place.against) + ": " + e.getMessage());
        }
    }

    private Ingestion applyQuality(Ingestion made, UnaryOperator<Path> resolve) {
        Ingestion applied = place.signals ? made.signals() : made;
        if (place.filterConfig.isEmpty()) {
            return applied;
        }
        try {
            return applied.filterConfig(resolve.apply(place.filterConfig.get()));
        } catch (IOException e) {
            throw new UsageException("--filter-config: " + Failures.describe(e));
        }
    }

    private Ingestion applyLanguage(Ingestion made) {
        try {
            Ingestion applied =
                    place.identifyLanguage.isPresent() ? made.identifyLanguage(place.identifyLanguage.get()) : made;
            return place.keepLanguage.isPresent()
                    ? applied.keepLanguages(languages(place.keepLanguage.get()))
                    : applied;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--keep-language " + place.keepLanguage.orElse("") + ": " + e.getMessage());
        }
    }

    private static String[] languages(String codes) {
        return codes.equals(ALL_LANGUAGES) ? new String[0] : codes.split(",", -1);
    }
}
