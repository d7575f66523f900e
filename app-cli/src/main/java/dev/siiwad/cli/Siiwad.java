package dev.siiwad.cli;

import dev.siiwad.ingest.RunContext;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.bbc.BbcSettings;
import dev.siiwad.source.bbc.BbcSource;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.RequestRate;
import dev.siiwad.source.http.RetryPolicy;
import dev.siiwad.source.http.Timing;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.huggingface.HuggingFaceSource;
import dev.siiwad.source.sprakbanken.Corpora;
import dev.siiwad.source.sprakbanken.SprakbankenSource;
import dev.siiwad.source.tiktok.ApifyAccount;
import dev.siiwad.source.tiktok.CommentLimits;
import dev.siiwad.source.tiktok.ResearchClient;
import dev.siiwad.source.tiktok.TikTokSource;
import dev.siiwad.source.wikipedia.WikipediaSource;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The program as a library, and its wiring.
 *
 * <pre>{@code
 * try (Siiwad siiwad = Siiwad.open(Path.of("data"))) {
 *     RunReport report = siiwad.mc4().maxRecords(5000).run();
 * }
 * }</pre>
 *
 * Whoever opens it closes it; that frees connections and threads. One run at a time; {@link #stop} may be called from any thread.
 */
public final class Siiwad implements Closeable {
    private static final String HUGGING_FACE = "SDC_SCRAPING__HUGGINGFACE__";
    private static final String BBC = "SDC_SCRAPING__BBC__";
    static final String TIKTOK = "SDC_SCRAPING__TIKTOK__";
    private static final String SPRAKBANKEN = "SDC_SCRAPING__SPRAKBANKEN__";

    private final Environment environment;
    private final Directories directories;
    private final Storage storage;
    private final Http http;
    private final List<Http> clients = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    private Siiwad(Environment environment, Directories directories, Storage storage) {
        this.environment = environment;
        this.directories = directories;
        this.storage = storage;
        this.http = client(httpSettings(environment));
    }

    /**
     * Keeps everything below a directory, and takes settings from the environment variables of the process, such as {@code HF_TOKEN}.
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
        return open(Environment.of(settings), Directories.below(data), false);
    }

    /** @param takeOver whether a run that lives is to lose its source; on files it never does */
    static Siiwad open(Environment environment, Directories directories, boolean takeOver) {
        Storage storage = directories.storage(environment, Path.of(""), takeOver);
        return new Siiwad(environment, directories, storage);
    }

    /** A run of any source. */
    public Ingestion ingest(Source source) {
        return Ingestion.of(source, this);
    }

    /**
     * The Somali part of the multilingual C4, or that of {@code SDC_SCRAPING__HUGGINGFACE__DATASET_CONFIG}: what {@code create_mc4_processor} made in
     * Python.
     */
    public Ingestion mc4() {
        return huggingFace(mc4Dataset(Optional.empty(), Optional.empty()), false)
                .command("siiwad ingest huggingface mc4");
    }

    /** A dataset on the Hugging Face Hub. */
    public Ingestion huggingFace(HubDataset dataset) {
        return huggingFace(dataset, false);
    }

    /** @param keepRaw whether files stay in the cache after they have been read */
    Ingestion huggingFace(HubDataset dataset, boolean keepRaw) {
        String endpoint =
                environment.address("HF_ENDPOINT", HuggingFaceSource.ENDPOINT).toString();
        Path cache = directories.raw().resolve("source=" + dataset.id());
        Source source = new HuggingFaceSource(dataset, http, endpoint, environment.text("HF_TOKEN"), cache, keepRaw);
        Ingestion ingestion = ingest(source).minLength(huggingFaceMinLength());
        return environment
                .number(HUGGING_FACE + "MAX_RECORDS", 1)
                .map(ingestion::maxRecords)
                .orElse(ingestion);
    }

    HubDataset mc4Dataset(Optional<String> config, Optional<String> revision) {
        String language = config.or(() -> environment.text(HUGGING_FACE + "DATASET_CONFIG"))
                .orElse("so");
        HubDataset dataset = HubDataset.mc4(language);
        return revision.or(() -> environment.text(HUGGING_FACE + "REVISION"))
                .map(dataset::withRevision)
                .orElse(dataset);
    }

    int huggingFaceMinLength() {
        return environment
                .number(HUGGING_FACE + "MIN_LENGTH_THRESHOLD", 0)
                .map(chars -> new Natural(chars).intValue())
                .orElse(100);
    }

    /**
     * A Wikipedia's articles, from the newest dump.
     *
     * @param language as in its address, such as {@code so}
     */
    public Ingestion wikipedia(String language) {
        return wikipedia(language, Optional.empty(), "latest", false);
    }

    /** A Wikipedia's articles, from a dump that is there: {@code .xml}, {@code .xml.bz2} or {@code .xml.gz}. */
    public Ingestion wikipedia(String language, Path dump) throws IOException {
        return wikipedia(language, Optional.empty(), dump);
    }

    Ingestion wikipedia(String language, Optional<SourceId> id, Path dump) throws IOException {
        return ingest(WikipediaSource.ofFile(language, id, dump)).command("siiwad ingest wikipedia --dump " + dump);
    }

    Ingestion wikipedia(String language, Optional<SourceId> id, String date, boolean keepRaw) {
        String site = environment
                .address("SDC_SCRAPING__WIKIPEDIA__BASE_URL", WikipediaSource.DUMPS)
                .toString();
        return ingest(WikipediaSource.download(language, id, date, http, site, directories.raw(), keepRaw))
                .command("siiwad ingest wikipedia --lang " + language);
    }

    /** The articles of a BBC service. */
    public Ingestion bbc(BbcSettings settings) {
        return ingest(new BbcSource(settings, bbcClient(), Timing.system()))
                .command("siiwad ingest bbc --service " + settings.service());
    }

    /** One client for the BBC alone: the rate of requests is the client's. */
    private Http bbcClient() {
        long perHour = environment.number(BBC + "MAX_REQUESTS_PER_HOUR", 1).orElse(60L);
        RetryPolicy retries = RetryPolicy.DEFAULT;
        Duration backoffMax = environment.seconds(BBC + "MAX_BACKOFF", Duration.ofMinutes(5));
        HttpSettings settings = httpSettings(environment)
                .withRate(new RequestRate((int) Math.min(perHour, Integer.MAX_VALUE), Duration.ofHours(1)))
                .withRetries(new RetryPolicy(retries.triesMax(), retries.firstWait(), backoffMax, retries.askedMax()));
        return client(settings);
    }

    /** All Somali corpora of Språkbanken, or one of them. */
    public Ingestion sprakbanken(Optional<String> corpus) {
        return sprakbanken(corpus, Optional.empty(), false);
    }

    Ingestion sprakbanken(Optional<String> corpus, Optional<SourceId> id, boolean keepRaw) {
        Optional<String> baseUrl = environment.text(SPRAKBANKEN + "BASE_URL");
        Source source = new SprakbankenSource(corpus, id, http, baseUrl, directories.raw(), keepRaw);
        int minLength = environment
                .number(SPRAKBANKEN + "MIN_LENGTH_THRESHOLD", 0)
                .map(Math::toIntExact)
                .orElse(20);
        return ingest(source).minLength(minLength).command("siiwad ingest sprakbanken");
    }

    /**
     * The comments on a list of videos, bought from Apify.
     *
     * @param token instead of {@code SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN}
     */
    Ingestion tikTokOverApify(Path videoUrls, Optional<SourceId> id, CommentLimits limits, Optional<String> token) {
        ApifyAccount byDefault = ApifyAccount.of(
                token.or(() -> environment.text(TIKTOK + "APIFY_API_TOKEN")).orElse(""));
        ApifyAccount account = new ApifyAccount(
                byDefault.token(),
                environment.decimal(TIKTOK + "MAX_BUDGET_USD").orElse(byDefault.budgetUsd()),
                environment.seconds(TIKTOK + "MAX_WAIT_TIME", byDefault.waitMax()),
                environment.seconds(TIKTOK + "POLL_INTERVAL", byDefault.pollInterval()),
                environment
                        .number(TIKTOK + "BATCH_SIZE", 1)
                        .map(Math::toIntExact)
                        .orElse(byDefault.itemsPerPage()));
        return tikTok(
                TikTokSource.overApify(
                        id.orElse(TikTokSource.ID),
                        videoUrls,
                        limits,
                        account,
                        environment.text(TIKTOK + "BASE_URL"),
                        () -> String.format(Locale.ROOT, "%016x", new SecureRandom().nextLong()),
                        http,
                        Timing.system()),
                limits);
    }

    /** The comments on a list of videos, over TikTok's Research API. */
    Ingestion tikTokOverResearchApi(Path videoUrls, Optional<SourceId> id, CommentLimits limits) {
        ResearchClient client = new ResearchClient(
                environment.text(TIKTOK + "CLIENT_KEY").orElse(""),
                environment.text(TIKTOK + "CLIENT_SECRET").orElse(""));
        return tikTok(
                TikTokSource.overResearchApi(
                        id.orElse(TikTokSource.ID),
                        videoUrls,
                        limits,
                        client,
                        environment.text(TIKTOK + "BASE_URL"),
                        http,
                        Timing.system()),
                limits);
    }

    /** Comments are short: they need few characters, and one word. */
    private Ingestion tikTok(Source source, CommentLimits limits) {
        int minLength = environment
                .number(TIKTOK + "MIN_TEXT_LENGTH", 0)
                .map(Math::toIntExact)
                .orElse(3);
        return ingest(source).minLength(minLength).tokenFloor(1).maxRecords(limits.total());
    }

    Corpora corpora() {
        return new Corpora(http, environment.text(SPRAKBANKEN + "BASE_URL"));
    }

    /** Asks the run in progress, and every one begun later, to save what it has read and to return. */
    public void stop() {
        stopRequested.set(true);
    }

    /** Cuts off all transfers, running and to come: a reader that waits for one returns. */
    void cutOff() {
        clients.forEach(Http::cancel);
    }

    boolean stopRequested() {
        return stopRequested.get();
    }

    @Override
    public void close() {
        clients.forEach(Http::close);
    }

    private Http client(HttpSettings settings) {
        Http client = new Http(settings, Timing.system());
        clients.add(client);
        return client;
    }

    Storage storage() {
        return storage;
    }

    /** What a run of this source needs of the world. */
    RunContext context(Source source) {
        return new RunContext(
                Instant::now,
                () -> RunIds.of(Instant.now(), source.id(), new SecureRandom().nextInt()),
                ThisProcess.owner(environment),
                stopRequested::get);
    }

    private static HttpSettings httpSettings(Environment environment) {
        String contact = environment
                .text("SDC_HTTP__CONTACT")
                .orElse("contact not given; the operator can set SDC_HTTP__CONTACT");
        Duration connect = environment.seconds("SDC_HTTP__CONNECT_TIMEOUT", Duration.ofSeconds(10));
        Duration read = environment.seconds("SDC_HTTP__REQUEST_TIMEOUT", Duration.ofSeconds(30));
        return HttpSettings.of(Version.text(), contact).withTimeouts(connect, read);
    }
}
