package dev.siiwad;

import dev.siiwad.ingest.RunContext;
import dev.siiwad.source.Source;
import dev.siiwad.source.http.Activity;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.Proxies;
import dev.siiwad.source.http.RetryPolicy;
import dev.siiwad.source.http.Timing;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.huggingface.HubListing;
import dev.siiwad.source.huggingface.HuggingFaceSource;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.sprakbanken.Corpora;
import dev.siiwad.source.wikipedia.Dumps;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Every source, carried on, in one place.
 *
 * <pre>{@code
 * try (Siiwad siiwad = Siiwad.open(Path.of("data"))) {
 *     RunReport report = siiwad.mc4().maxRecords(5000).run();
 * }
 * }</pre>
 *
 * What options leave open, settings decide, by the names of the environment variables: those of each source, and for all of them
 * {@code SDC_HTTP__CONTACT}, {@code SDC_HTTP__CONNECT_TIMEOUT} (10 s), {@code SDC_HTTP__REQUEST_TIMEOUT} (30 s) and {@link #RETRY_FOR} (600 s), {@link #THREADS}, and {@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}. A run logs by slf4j; keep
 * {@code org.apache.parquet} and {@code okhttp3} above DEBUG, at which they log every byte.
 *
 * <p>Whoever opens it closes it; that frees connections and threads. One run at a time; {@link #stop} may be called from any thread.
 */
public final class Siiwad implements Closeable {
    /** Names the setting for how long a host that answers nothing is tried again, in seconds; 0 for not at all. */
    public static final String RETRY_FOR = "SDC_HTTP__RETRY_FOR";

    /** Names the setting for how many threads work at once, from 1 to {@value #THREADS_MAX}; as many as there are cores unless it is set. */
    public static final String THREADS = "SDC_THREADS";

    /** More would only cost memory. */
    public static final int THREADS_MAX = 256;

    private static final long PAUSE_STEP_MS = 50;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final Environment environment;
    private final Storage storage;
    private final boolean ownStorage;
    private final Path raw;
    private final List<Http> clients = new CopyOnWriteArrayList<>();
    private final Http http;
    private final int threads;
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    private Siiwad(Environment environment, Storage storage, boolean ownStorage, Path raw) {
        this.environment = environment;
        this.storage = storage;
        this.ownStorage = ownStorage;
        this.raw = raw;
        this.http = client(httpSettings());
        this.threads = threads(environment);
    }

    private static int threads(Environment environment) {
        int threads = environment
                .integer(THREADS, 1)
                .orElseGet(() -> Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors()));
        if (threads > THREADS_MAX) {
            throw new IllegalArgumentException(THREADS + " is \"" + threads + "\"; expected 1 to " + THREADS_MAX);
        }
        return threads;
    }

    /**
     * Keeps everything below a directory, and takes settings from the environment variables of the process.
     *
     * @throws IllegalArgumentException if one of those is malformed
     */
    public static Siiwad open(Path data) {
        return open(data, System.getenv());
    }

    /**
     * Keeps everything below a directory.
     *
     * @param settings by the names of the environment variables
     * @throws IllegalArgumentException if one of them is malformed
     */
    public static Siiwad open(Path data, Map<String, String> settings) {
        return new Siiwad(Environment.of(settings), FileStorage.below(data), true, data.resolve(Layout.RAW));
    }

    /**
     * Keeps everything in a storage, downloads below {@code data/raw} in the working directory, and takes settings from the environment variables of the
     * process.
     *
     * @param storage stays open: whoever opened it closes it, after this
     * @throws IllegalArgumentException if one of those is malformed
     */
    public static Siiwad open(Storage storage) {
        return open(storage, Path.of("data", Layout.RAW));
    }

    /**
     * Keeps everything in a storage, and takes settings from the environment variables of the process.
     *
     * @param storage stays open: whoever opened it closes it, after this
     * @param raw a directory for downloads, which may vanish at any time; it need not exist
     * @throws IllegalArgumentException if one of those is malformed
     */
    public static Siiwad open(Storage storage, Path raw) {
        return open(storage, raw, System.getenv());
    }

    /**
     * Keeps everything in a storage.
     *
     * @param storage stays open: whoever opened it closes it, after this
     * @param raw a directory for downloads, which may vanish at any time; it need not exist
     * @param settings by the names of the environment variables
     * @throws IllegalArgumentException if one of them is malformed
     */
    public static Siiwad open(Storage storage, Path raw, Map<String, String> settings) {
        return new Siiwad(Environment.of(settings), storage, false, raw);
    }

    /** A run of any source. */
    public Ingestion ingest(Source source) {
        return Ingestion.of(source, this);
    }

    /** The Somali part of the multilingual C4, or that of {@code SDC_SCRAPING__HUGGINGFACE__DATASET_CONFIG}. */
    public Ingestion mc4() {
        return huggingFace(HuggingFaceOptions.mc4());
    }

    /** A dataset on the Hugging Face Hub. */
    public Ingestion huggingFace(HuggingFaceOptions options) {
        return options.ingestion(this);
    }

    /** Files on this machine, in the formats that datasets on the Hub have. */
    public Ingestion files(LocalFilesOptions options) throws IOException {
        return options.ingestion(this);
    }

    /** A Wikipedia's articles. */
    public Ingestion wikipedia(WikipediaOptions options) throws IOException {
        return options.ingestion(this);
    }

    /** The articles of a BBC service. */
    public Ingestion bbc(BbcOptions options) {
        return options.ingestion(this);
    }

    /** The corpora of Språkbanken in one language. */
    public Ingestion sprakbanken(SprakbankenOptions options) {
        return options.ingestion(this);
    }

    /** Which corpora Språkbanken has in the language that is asked for. */
    public Corpora corpora(SprakbankenOptions options) {
        return options.corpora(this);
    }

    /** Which dumps of a Wikipedia there are. */
    public Dumps dumps(WikipediaOptions options) {
        return options.dumps(this);
    }

    /** What a dataset on the Hub has to choose from; without a revision, its branch {@code main}. */
    public HubListing hubListing(String dataset, Optional<String> revision) {
        String endpoint =
                environment.address("HF_ENDPOINT", HuggingFaceSource.ENDPOINT).toString();
        return new HubListing(
                http(), endpoint, HubToken.of(environment, endpoint), dataset, revision.orElse(HubDataset.BRANCH));
    }

    /**
     * The columns of a dataset on the Hub that can be taken for its text, as its first file has them.
     *
     * @throws IOException if they cannot be read
     */
    public List<String> columns(HuggingFaceOptions options) throws IOException {
        return new Columns(huggingFace(options.withFields(Fields.ofText(Columns.NONE)))
                        .source())
                .names();
    }

    /** The comments on a list of TikTok videos. */
    public Ingestion tikTok(TikTokOptions options) {
        return options.ingestion(this);
    }

    /** Asks the run in progress, and every one begun later, to save what it has read and to return. */
    public void stop() {
        stopRequested.set(true);
    }

    public boolean stopRequested() {
        return stopRequested.get();
    }

    /** Cuts off all transfers, running and to come: a reader that waits for one returns. May be called from any thread, after {@link #stop}. */
    public void cutOff() {
        clients.forEach(Http::cancel);
    }

    /** What is going on with upstream at this moment; may be asked by any thread. */
    public Activity activity() {
        return clients.stream().map(Http::activity).reduce(Activity.NONE, Activity::plus);
    }

    /** Safe to call twice. */
    @Override
    public void close() {
        clients.forEach(Http::close);
        if (ownStorage) {
            storage.close();
        }
    }

    Environment environment() {
        return environment;
    }

    Storage storage() {
        return storage;
    }

    /** How many threads work at once, for sources that can read with more than one; 1: none but the caller's. What is read does not depend on it. */
    int threads() {
        return threads;
    }

    /** The directory of all downloads. */
    Path raw() {
        return raw;
    }

    /** The client of all sources that need none of their own. */
    Http http() {
        return http;
    }

    /** A client of its own for a source with settings of its own; closed with this. */
    Http client(HttpSettings settings) {
        Http client = new Http(settings, Timing.system(), Proxies.of(environment::text));
        clients.add(client);
        return client;
    }

    HttpSettings httpSettings() {
        String contact = environment
                .text("SDC_HTTP__CONTACT")
                .orElse("contact not given; the operator can set SDC_HTTP__CONTACT");
        return HttpSettings.of(Version.text(), contact)
                .withTimeouts(
                        environment.seconds("SDC_HTTP__CONNECT_TIMEOUT").orElse(CONNECT_TIMEOUT),
                        environment.seconds("SDC_HTTP__REQUEST_TIMEOUT").orElse(READ_TIMEOUT))
                .withRetries(RetryPolicy.DEFAULT.withRetryFor(
                        environment.secondsFromZero(RETRY_FOR).orElse(RetryPolicy.RETRY_FOR_DEFAULT)));
    }

    /** What a run of this source needs of the world. */
    RunContext context(Source source) {
        return new RunContext(
                        Instant::now,
                        () -> RunIds.of(Instant.now(), source.id(), new SecureRandom().nextInt()),
                        ThisProcess.owner(environment),
                        stopRequested::get,
                        Version.text())
                .withPause(this::pause);
    }

    /** In short steps, so that a request to stop ends it. */
    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!stopRequested() && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE_STEP_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
            }
        }
    }
}
