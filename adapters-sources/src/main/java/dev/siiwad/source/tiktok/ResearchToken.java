package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The access token of the Research API, made when needed and made again before it expires. Kept in memory alone. */
final class ResearchToken {
    private static final Duration SPARE = Duration.ofMinutes(5);
    private static final long LIFE_SECONDS_MAX = 365L * 24 * 3600;
    private static final long BODY_BYTES_MAX = 1 << 20;
    private static final Pattern CODE = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,60})\"");

    private final Http http;
    private final Timing timing;
    private final String url;
    private final ResearchClient client;
    private Optional<String> made = Optional.empty();
    private Instant renewAt = Instant.EPOCH;

    ResearchToken(Http http, Timing timing, String root, ResearchClient client) {
        this.http = http;
        this.timing = timing;
        this.url = root + "/v2/oauth/token/";
        this.client = client;
    }

    String value() throws IOException {
        if (made.isEmpty() || !timing.now().isBefore(renewAt)) {
            made = Optional.of(make());
        }
        return made.get();
    }

    /** Has another one made at the next use. */
    void forget() {
        made = Optional.empty();
    }

    private String make() throws IOException {
        Request request = Request.postForm(
                        url,
                        Map.of(
                                "client_key",
                                client.key(),
                                "client_secret",
                                client.secret(),
                                "grant_type",
                                "client_credentials"))
                .asRetried()
                .withBodyBytesMax(BODY_BYTES_MAX);
        JsonNode root = JsonBody.object(request, fetch(request));
        String value = root.path("access_token").asText();
        if (!value.matches("[!-~]+")) {
            throw refused(code(root.toString()));
        }
        long seconds = Math.max(0, Math.min(root.path("expires_in").asLong(), LIFE_SECONDS_MAX));
        Duration life = Duration.ofSeconds(seconds);
        Duration spare = SPARE.compareTo(life.dividedBy(2)) < 0 ? SPARE : life.dividedBy(2);
        renewAt = timing.now().plus(life).minus(spare);
        return value;
    }

    /** Sends key and secret; what the server says of a failure is cut down to its code, for it may repeat them. */
    private Response fetch(Request request) throws IOException {
        try {
            return http.fetch(request);
        } catch (HttpStatusException e) {
            if (e.status() >= 400 && e.status() < 500 && e.status() != 429) {
                throw refused(code(e.excerpt()) + " (status " + e.status() + ")");
            }
            throw new IOException(url + ": status " + e.status());
        }
    }

    private static String code(String body) {
        Matcher matcher = CODE.matcher(body);
        return matcher.find() ? matcher.group(1) : "no reason given";
    }

    private IOException refused(String code) {
        return new SourceException(url + ": no access token: " + code + ". Check client key and secret");
    }
}
