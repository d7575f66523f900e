package dev.siiwad.source.bbc;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.ForPeople;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the operator decides about reading a service of the BBC. How many requests an hour may bring is the HTTP client's rate.
 *
 * @param id which runs are runs of the same thing
 * @param service as in its addresses: {@code somali}
 * @param termsAccepted whether the operator has said to have the right to build a dataset of it
 * @param articlesMax how long a frontier may grow
 * @param minDelay the shortest rest between two requests; a {@code Crawl-delay} may make it longer
 * @param maxDelay the longest rest that is drawn
 * @param pageBytesMax the longest page that is read; a longer one is set aside
 * @param baseUrl scheme and host that replace those of every address, as {@code http://localhost:8080}; for a mirror or a test
 */
public record BbcSettings(
        SourceId id,
        String service,
        boolean termsAccepted,
        OptionalInt articlesMax,
        Duration minDelay,
        Duration maxDelay,
        int pageBytesMax,
        Optional<String> baseUrl) {
    /** Real pages have 200 to 700 kB. */
    public static final int PAGE_BYTES_MAX_DEFAULT = 2 << 20;

    public BbcSettings {
        Service.named(service);
        if (articlesMax.orElse(1) < 1) {
            throw new IllegalArgumentException("max articles is " + articlesMax.getAsInt() + "; expected 1 or more");
        }
        if (pageBytesMax < 1) {
            throw new IllegalArgumentException("max page bytes is " + pageBytesMax + "; expected 1 or more");
        }
        if (minDelay.isNegative() || maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException("min delay is " + ForPeople.duration(minDelay) + " and max delay "
                    + ForPeople.duration(maxDelay) + "; expected 0 or more, and the second not below the first");
        }
        baseUrl = baseUrl.map(url -> url.replaceFirst("/+$", ""));
        if (!baseUrl.orElse("http://x").matches("https?://[^/?#@\\s]+")) {
            throw new IllegalArgumentException("base url is \"" + baseUrl.get()
                    + "\"; expected scheme and host alone, such as http://localhost:8080");
        }
    }

    /**
     * A service as it is, at a rest of one to three seconds, terms not accepted.
     *
     * @throws IllegalArgumentException if there is no such service; the message lists those there are
     */
    public static BbcSettings of(String service) {
        return new BbcSettings(
                new SourceId(Service.named(service).label()),
                service,
                false,
                OptionalInt.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                PAGE_BYTES_MAX_DEFAULT,
                Optional.empty());
    }

    public BbcSettings withId(SourceId other) {
        return new BbcSettings(other, service, termsAccepted, articlesMax, minDelay, maxDelay, pageBytesMax, baseUrl);
    }

    public BbcSettings withTermsAccepted(boolean accepted) {
        return new BbcSettings(id, service, accepted, articlesMax, minDelay, maxDelay, pageBytesMax, baseUrl);
    }

    public BbcSettings withArticlesMax(OptionalInt max) {
        return new BbcSettings(id, service, termsAccepted, max, minDelay, maxDelay, pageBytesMax, baseUrl);
    }

    public BbcSettings withDelays(Duration min, Duration max) {
        return new BbcSettings(id, service, termsAccepted, articlesMax, min, max, pageBytesMax, baseUrl);
    }

    public BbcSettings withPageBytesMax(int max) {
        return new BbcSettings(id, service, termsAccepted, articlesMax, minDelay, maxDelay, max, baseUrl);
    }

    public BbcSettings withBaseUrl(Optional<String> url) {
        return new BbcSettings(id, service, termsAccepted, articlesMax, minDelay, maxDelay, pageBytesMax, url);
    }
}
