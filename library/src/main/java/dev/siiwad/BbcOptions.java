package dev.siiwad;

import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.bbc.BbcSettings;
import dev.siiwad.source.bbc.BbcSource;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.RequestRate;
import dev.siiwad.source.http.Timing;
import dev.siiwad.storage.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for of a BBC service. What is empty is looked for in the environment, under {@code SDC_SCRAPING__BBC__…}, where there are also
 * {@code MAX_REQUESTS_PER_HOUR} (60), {@code MAX_BACKOFF} (300 s), {@code MAX_PAGE_BYTES} (2 MiB) and {@code BASE_URL}.
 *
 * @param service as in its addresses; {@code somali} if empty
 * @param articlesMax how many articles are looked for at most; else {@code MAX_ARTICLES}, else no limit
 * @param minDelay the shortest rest between two requests; else {@code MIN_DELAY}, else 1 s
 * @param maxDelay the longest; else {@code MAX_DELAY}, else 3 s
 * @param termsAccepted whether you have the right to build a dataset from BBC content; {@code ACCEPT_TERMS=true} says the same
 * @param id which runs are runs of the same thing; {@code BBC-<Service>} if empty
 */
public record BbcOptions(
        Optional<String> service,
        Optional<Integer> articlesMax,
        Optional<Duration> minDelay,
        Optional<Duration> maxDelay,
        boolean termsAccepted,
        Optional<SourceId> id) {
    private static final String SETTING = "SDC_SCRAPING__BBC__";

    /** The variable that says that the terms are accepted. */
    public static final String ACCEPT_TERMS = SETTING + "ACCEPT_TERMS";

    private static final String SERVICE = "somali";

    /** What is asked for is asked for when it is wanted, and not before. */
    private static final int ONE_ASKS = 1;

    private static final Duration MIN_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(3);
    private static final int REQUESTS_PER_HOUR = 60;
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(5);

    /** A service, such as {@code somali} or {@code swahili}; terms not accepted. */
    public static BbcOptions of(String service) {
        return new BbcOptions(
                Optional.of(service), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    public BbcOptions withArticlesMax(int articles) {
        return new BbcOptions(service, Optional.of(articles), minDelay, maxDelay, termsAccepted, id);
    }

    public BbcOptions withDelays(Duration min, Duration max) {
        return new BbcOptions(service, articlesMax, Optional.of(min), Optional.of(max), termsAccepted, id);
    }

    public BbcOptions withTermsAccepted() {
        return new BbcOptions(service, articlesMax, minDelay, maxDelay, true, id);
    }

    public BbcOptions withId(SourceId other) {
        return new BbcOptions(service, articlesMax, minDelay, maxDelay, termsAccepted, Optional.of(other));
    }

    Ingestion ingestion(Siiwad siiwad) {
        Environment environment = siiwad.environment();
        BbcSettings settings = settings(environment);
        Path cache = siiwad.raw().resolve(Layout.source(settings.id()));
        Source source = new BbcSource(settings, client(siiwad, environment, cache), Timing.system(), cache);
        return siiwad.ingest(source).threads(ONE_ASKS);
    }

    private BbcSettings settings(Environment environment) {
        Optional<Integer> most = articlesMax.or(() -> environment.integer(SETTING + "MAX_ARTICLES", 1));
        BbcSettings settings = BbcSettings.of(service.orElse(SERVICE))
                .withTermsAccepted(termsAccepted || environment.isTrue(ACCEPT_TERMS))
                .withArticlesMax(most.map(OptionalInt::of).orElseGet(OptionalInt::empty))
                .withDelays(
                        minDelay.or(() -> environment.secondsFromZero(SETTING + "MIN_DELAY"))
                                .orElse(MIN_DELAY),
                        maxDelay.or(() -> environment.secondsFromZero(SETTING + "MAX_DELAY"))
                                .orElse(MAX_DELAY))
                .withPageBytesMax(
                        environment.integer(SETTING + "MAX_PAGE_BYTES", 1).orElse(BbcSettings.PAGE_BYTES_MAX_DEFAULT))
                .withBaseUrl(environment.text(SETTING + "BASE_URL"));
        return id.map(settings::withId).orElse(settings);
    }

    /** One client for the BBC alone: the rate of requests is the client's, and kept beside the downloads, so that a restart does not begin a new hour. */
    private static Http client(Siiwad siiwad, Environment environment, Path cache) {
        int perHour = environment.integer(SETTING + "MAX_REQUESTS_PER_HOUR", 1).orElse(REQUESTS_PER_HOUR);
        Duration backoffMax = environment.seconds(SETTING + "MAX_BACKOFF").orElse(BACKOFF_MAX);
        HttpSettings usual = siiwad.httpSettings();
        return siiwad.client(
                usual.withRate(new RequestRate(perHour, Duration.ofHours(1)).withKeptIn(cache.resolve("requests.txt")))
                        .withRetries(usual.retries().withBackoffMax(backoffMax)));
    }
}
