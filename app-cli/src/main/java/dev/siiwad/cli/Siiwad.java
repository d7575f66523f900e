package dev.siiwad.cli;

import dev.siiwad.ingest.Surroundings;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.Timing;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.huggingface.HuggingFaceSource;
import dev.siiwad.source.wikipedia.WikipediaSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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

    private final Environment environment;
    private final Directories directories;
    private final Http http;
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    private Siiwad(Environment environment, Directories directories) {
        this.environment = environment;
        this.directories = directories;
        this.http = new Http(httpSettings(environment), Timing.system());
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
        return new Siiwad(Environment.of(settings), Directories.below(data));
    }

    static Siiwad open(Environment environment, Directories directories) {
        return new Siiwad(environment, directories);
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

    /** Asks the run in progress, and every one begun later, to save what it has read and to return. */
    public void stop() {
        stopRequested.set(true);
    }

    /** Cuts off all transfers, running and to come: a reader that waits for one returns. */
    void cutOff() {
        http.cancel();
    }

    boolean stopRequested() {
        return stopRequested.get();
    }

    @Override
    public void close() {
        http.close();
    }

    Directories directories() {
        return directories;
    }

    /** What a run of this source needs of the world. */
    Surroundings surroundings(Source source) {
        return new Surroundings(
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
