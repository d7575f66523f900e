package dev.siiwad;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.NextDocument;
import dev.siiwad.ingest.Novelty;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.SharedRun;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.ingest.Trial;
import dev.siiwad.pipeline.Pipeline;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.similarity.SuperMinHash;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.transform.CleanText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A run that has not begun: what is read, and what is asked for beyond that. Immutable; the methods that ask for something give another one, and throw
 * {@link IllegalArgumentException} for what cannot be.
 */
public final class Ingestion {
    private static final Pipeline ONE_BY_ONE = new Pipeline(1, () -> false);

    private final Siiwad siiwad;
    private final Source source;
    private final RunRequest request;
    private final Cleaning cleaning;
    private final DatasetFormat format;
    private final Progress progress;
    private final Optional<Trial> trial;
    private final Optional<SigningKey> signingKey;
    private final int threads;

    private Ingestion(
            Siiwad siiwad,
            Source source,
            RunRequest request,
            Cleaning cleaning,
            DatasetFormat format,
            Progress progress,
            Optional<Trial> trial,
            Optional<SigningKey> signingKey,
            int threads) {
        this.siiwad = siiwad;
        this.source = source;
        this.request = request;
        this.cleaning = cleaning;
        this.format = format;
        this.progress = progress;
        this.trial = trial;
        this.signingKey = signingKey;
        this.threads = threads;
    }

    static Ingestion of(Source source, Siiwad siiwad) {
        return new Ingestion(
                siiwad,
                source,
                RunRequest.defaults().withDeduplication(Deduplication.EXACT),
                Cleaning.DEFAULT,
                DatasetFormat.PARQUET,
                new ProgressLog(siiwad.storage()),
                Optional.empty(),
                Optional.empty(),
                siiwad.threads());
    }

    /** Begins at the start, whatever was saved. */
    public Ingestion force() {
        return request(request.withForce());
    }

    /** Begins a new run at an offset; a run in progress must have begun there. */
    public Ingestion fromOffset(long offset) {
        return request(request.withFromOffset(offset));
    }

    /** Ends when so many documents have been read, counted from the start of the source. */
    public Ingestion maxRecords(long records) {
        return request(request.withMaxRecords(records));
    }

    /** Saves a checkpoint every so many documents; 1000 unless asked otherwise. */
    public Ingestion checkpointEvery(long documents) {
        return request(request.withCheckpointEvery(documents));
    }

    /** Saves a checkpoint also after so many bytes of text, for a place where each takes long, with {@link #checkpointEvery} as a limit on documents. */
    public Ingestion checkpointBytes(long bytes) {
        return request(request.withCheckpointBytes(bytes));
    }

    /** Names the run; a run in progress must have this name. */
    public Ingestion runId(String id) {
        return request(request.withRunId(new RunId(id)));
    }

    /** Decides what becomes of a document that several attempts died with; it is tried, and quarantined if it kills, unless asked otherwise. */
    public Ingestion onPoison(RunRequest.OnPoison choice) {
        return request(request.withOnPoison(choice));
    }

    /** Sets the document at an offset aside without reading it. */
    public Ingestion passOver(long offset) {
        return request(request.withPassOver(offset));
    }

    /**
     * Says how a document that several attempts died with is tried in a process of its own; that process calls {@link #tryNext}. Without this, such a document
     * is set aside only if the attempts left behind that they died of an {@link OutOfMemoryError} or {@link StackOverflowError} in it, and else the run stops
     * at it with a {@link dev.siiwad.source.SourceException} that says how to pass it.
     */
    public Ingestion trial(Trial how) {
        return new Ingestion(
                siiwad, source, request, cleaning, format, progress, Optional.of(how), signingKey, threads);
    }

    /** Stops at a unit that is broken for good, with a {@link dev.siiwad.ingest.BrokenUnitException}, instead of setting it aside. */
    public Ingestion strict() {
        return request(request.withStrict());
    }

    /** Carries on a run in progress by the list that it was begun with, though the list that is given now is another. */
    public Ingestion asBegun() {
        return request(request.withAsBegun());
    }

    /** Refuses to begin more than so many attempts at the run; there is no limit unless asked for. */
    public Ingestion maxAttempts(long attempts) {
        return request(request.withMaxAttempts(attempts));
    }

    /** Removes older datasets of the source once this run has published its own; none unless asked for. */
    public Ingestion replace(Replace choice) {
        return request(request.withReplace(choice));
    }

    /** Keeps every document that is dropped, with the rule and what it found, in files beside the dataset. A run in progress must have begun so. */
    public Ingestion keepRejects() {
        return request(request.withKeepRejects());
    }

    /** Drops texts with fewer characters. */
    public Ingestion minLength(int chars) {
        return new Ingestion(
                siiwad, source, request, cleaning.withMinLength(chars), format, progress, trial, signingKey, threads);
    }

    /** Drops texts with fewer words. */
    public Ingestion tokenFloor(int words) {
        return new Ingestion(
                siiwad, source, request, cleaning.withMinWords(words), format, progress, trial, signingKey, threads);
    }

    /** Normalizes the characters of texts so; to NFC unless asked otherwise. */
    public Ingestion normalize(CleanText.Form form) {
        return new Ingestion(
                siiwad, source, request, cleaning.withForm(form), format, progress, trial, signingKey, threads);
    }

    /**
     * Whether texts are repaired: line breaks that are written out, UTF-8 that was read as CP1252, runs of replacement characters, leftover tags and entities.
     * What was repaired is counted in {@code source_metadata}. On for presets of the Hub, off elsewhere, unless asked otherwise.
     */
    public Ingestion repair(boolean asked) {
        return new Ingestion(
                siiwad, source, request, cleaning.withRepair(asked), format, progress, trial, signingKey, threads);
    }

    Ingestion ofRepairable() {
        return new Ingestion(
                siiwad, source, request, cleaning.ofRepairable(), format, progress, trial, signingKey, threads);
    }

    /**
     * Says in {@code source_metadata} which language each text is in, or does not: see {@link dev.siiwad.language.IdentifyLanguage}. Off unless asked for; on for the presets
     * of the Hub.
     */
    public Ingestion identifyLanguage(boolean wanted) {
        return language(cleaning.language().withIdentify(wanted));
    }

    /**
     * Drops texts that are clearly in none of these languages, by ISO 639-1 or 639-3 code, and says of all others which they are in; without a code, drops none. Maay, Marka,
     * Garre, Dabarre and Jiiddu are kept with Somali. For the presets of the Hub the language that is asked for is kept, unless asked otherwise.
     */
    public Ingestion keepLanguages(String... codes) {
        return language(cleaning.language().withKeep(List.of(codes)));
    }

    Ingestion language(LanguageChoice choice) {
        return new Ingestion(
                siiwad, source, request, cleaning.withLanguage(choice), format, progress, trial, signingKey, threads);
    }

    /** Keeps the quality signals of C4, Gopher and FineWeb in {@code source_metadata} of each document; docs/signals.md names them. */
    public Ingestion signals() {
        return quality(cleaning.quality().withSignals());
    }

    /**
     * Drops the texts that FineWeb-2 drops in a language. A run in progress must have begun with the same content.
     *
     * @param config one of the files {@code configs/<language>_<Script>.yml} of huggingface/fineweb-2
     * @throws IOException if there is no such file
     */
    public Ingestion filterConfig(Path config) throws IOException {
        return quality(cleaning.quality().withFilter(FilterConfigFile.read(config)));
    }

    private Ingestion quality(QualityChoice choice) {
        return new Ingestion(
                siiwad, source, request, cleaning.withQuality(choice), format, progress, trial, signingKey, threads);
    }

    /** Publishes only the first of the documents that are the same by this method; by {@link Deduplication.Method#EXACT} unless asked otherwise, for comments by none. */
    public Ingestion deduplicate(Deduplication.Method method) {
        Deduplication how = switch (method) {
            case NONE -> Deduplication.NONE;
            case EXACT -> Deduplication.EXACT;
            case NEAR -> Deduplication.near(new SuperMinHash());
        };
        return deduplication(how.asChosen().withAgainst(request.deduplication().against()));
    }

    /**
     * Does not publish what published datasets of the same storage have already, by the method of {@link #deduplicate}. A run in progress keeps to the datasets that
     * it was begun with.
     *
     * @param names ids of sources, whose current datasets are meant, and of runs
     * @throws IllegalArgumentException if one could be neither, or nothing counts as the same
     */
    public Ingestion against(String... names) {
        return deduplication(request.deduplication().withAgainst(Against.named(List.of(names))));
    }

    /** The same, where nobody has asked for it: a run that has begun without goes on without. */
    Ingestion deduplication(Deduplication usual) {
        return request(request.withDeduplication(usual));
    }

    /** Publishes JSON Lines, compressed with zstd, instead of Parquet. */
    public Ingestion jsonLines() {
        return new Ingestion(
                siiwad, source, request, cleaning, DatasetFormat.JSON_LINES, progress, trial, signingKey, threads);
    }

    /** Signs the receipt of what is published, for others to check; not signed unless asked for. The key is never stored. */
    public Ingestion sign(SigningKey key) {
        return new Ingestion(siiwad, source, request, cleaning, format, progress, trial, Optional.of(key), threads);
    }

    /** Tells what the run does, on the thread that runs it, instead of {@linkplain ProgressLog logging} it. */
    public Ingestion progress(Progress listener) {
        return new Ingestion(siiwad, source, request, cleaning, format, listener, trial, signingKey, threads);
    }

    /** Collects again what published datasets hold, in a run that is begun anew. */
    public Ingestion again() {
        return request(request.withAgain());
    }

    /**
     * Works with so many threads at once; with as many as {@link Siiwad#THREADS} says unless asked otherwise. One does one thing after the other, in the caller's thread. The dataset
     * does not depend on it.
     */
    public Ingestion threads(int number) {
        if (number < 1 || number > Siiwad.THREADS_MAX) {
            throw new IllegalArgumentException("threads is " + number + "; expected 1 to " + Siiwad.THREADS_MAX);
        }
        return new Ingestion(siiwad, source, request, cleaning, format, progress, trial, signingKey, number);
    }

    /** What is read. */
    public Source source() {
        return source;
    }

    /** What is asked for of the run itself. */
    public RunRequest request() {
        return request;
    }

    /** What {@link #run} would decide now; changes nothing, and does not ask whether another run holds the source. */
    public ResumePlan explain() throws IOException {
        return wired(ONE_BY_ONE).explain();
    }

    /** What a new run would collect; asks upstream, as the start of one does, and changes nothing. */
    public Novelty novelty() throws IOException {
        return wired(ONE_BY_ONE).novelty();
    }

    /**
     * What a run would read now: asks upstream, as the start of one does, and changes and buys nothing.
     *
     * @throws IOException what a run would end with before it reads
     */
    public Outlook outlook() throws IOException {
        ResumePlan plan = explain();
        Optional<Novelty> novelty = Optional.empty();
        Optional<Snapshot> snapshot = Optional.empty();
        if (plan instanceof ResumePlan.CarryOn carryOn) {
            snapshot = pinned(carryOn.checkpoint());
        } else if (plan instanceof ResumePlan.StartFresh || plan instanceof ResumePlan.StartAt) {
            novelty = Optional.of(novelty());
            snapshot = novelty.get().nothing().isPresent()
                    ? Optional.empty()
                    : novelty.get().snapshot();
        }
        return new Outlook(
                plan,
                novelty,
                snapshot.map(Snapshot::id),
                snapshot.isPresent() ? source.inputs(snapshot.get()) : List.of(),
                snapshot.isPresent() ? source.size(snapshot.get()) : OptionalLong.empty(),
                snapshot.isPresent() ? source.forecast(snapshot.get()) : Forecast.UNKNOWN);
    }

    private Optional<Snapshot> pinned(Checkpoint checkpoint) throws IOException {
        return siiwad.storage()
                .segments(source.id())
                .payload(checkpoint.runId(), checkpoint.snapshot())
                .map(payload -> Snapshot.of(checkpoint.snapshot(), payload));
    }

    /**
     * Reads the first documents and shows them as a new run would publish them, each as a line of JSON, but for those that are there twice; keeps nothing.
     *
     * @param documents how many are wanted; there are fewer where the source has no more, or most of what is read is dropped
     * @throws IOException if reading failed
     */
    public Preview preview(long documents, Consumer<String> line) throws IOException {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        return Preview.of(source, cleaning.transform(), documents, today, siiwad::stopRequested, line);
    }

    /**
     * Runs to the end, or carries on from where it stopped to the end. May be called again after any failure.
     *
     * @throws dev.siiwad.source.SourceException if the source cannot be read as it was asked for, with what helps
     * @throws dev.siiwad.source.PausedException if a quota is used up
     * @throws dev.siiwad.checkpoint.SourceBusyException if another run holds the source
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken it over meanwhile
     * @throws dev.siiwad.checkpoint.CorruptCheckpointException if there is a checkpoint but none that can be used
     * @throws dev.siiwad.segment.DamagedSegmentException if a segment that the checkpoint counts is not as it was sealed
     * @throws IOException if reading or storing failed; what was read before is saved where possible
     */
    public RunReport run() throws IOException {
        Compression.load();
        try (Pipeline pipeline = new Pipeline(threads, siiwad::stopRequested)) {
            return wired(pipeline).run();
        }
    }

    /**
     * Reads the one document that the run in progress stands before, and keeps nothing: for a process that a {@link Trial} has started, which may die of it.
     *
     * @param paid whether the source takes money; then nothing is asked of it that may cost some
     * @param inFlight told when nothing but the document can kill the process any more
     * @throws IOException if the document could not be fetched, which says nothing against it
     */
    public void tryNext(Trial.Kind kind, boolean paid, Runnable inFlight) throws IOException {
        Compression.load();
        new NextDocument(source, cleaning.transform(), request.deduplication(), siiwad.storage(), paid)
                .read(kind, inFlight);
    }

    /**
     * Takes part in a run that any number of processes share, each asked for the same: reads what nobody reads, and publishes once all is read. The dataset is the same, byte for byte,
     * as if {@link #run} had made it.
     *
     * @throws IllegalArgumentException if a part of the source is asked for, or to begin anew
     * @throws IOException as {@link #run}
     */
    public RunReport share(Sharing how) throws IOException {
        Compression.load();
        try (Pipeline pipeline = new Pipeline(threads, siiwad::stopRequested)) {
            return shared(pipeline, how).run();
        }
    }

    /**
     * As {@link #tryNext(Trial.Kind, boolean, Runnable)}, of the one slice of a shared run that is asked for.
     *
     * @throws IOException if the document could not be fetched, which says nothing against it
     */
    public void tryNext(Trial.Kind kind, Sharing slice, Runnable inFlight) throws IOException {
        Compression.load();
        new NextDocument(
                        shared(ONE_BY_ONE, slice).slice(),
                        cleaning.transform(),
                        request.deduplication(),
                        siiwad.storage(),
                        false)
                .read(kind, inFlight);
    }

    private SharedRun shared(Pipeline pipeline, Sharing how) {
        return new SharedRun(
                pipeline.source(source),
                pipeline.transform(cleaning.transform()),
                pipeline.storage(siiwad.storage()),
                format,
                context(pipeline),
                progress,
                request,
                how);
    }

    private Ingestion request(RunRequest other) {
        return new Ingestion(siiwad, source, other, cleaning, format, progress, trial, signingKey, threads);
    }

    private IngestionRun wired(Pipeline pipeline) {
        return new IngestionRun(
                pipeline.source(source),
                pipeline.transform(cleaning.transform()),
                pipeline.storage(siiwad.storage()),
                format,
                context(pipeline),
                progress,
                request);
    }

    private RunContext context(Pipeline pipeline) {
        RunContext context =
                siiwad.context(source).withOptions(AskedFor.by(request)).withWorkers(pipeline.workers());
        RunContext signing = signingKey.map(context::withSigningKey).orElse(context);
        return trial.map(signing::withTrial).orElse(signing);
    }
}
