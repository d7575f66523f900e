package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The requests that Apify's API v2 answers, as far as comments need them. The token goes in a header, never in an address. */
final class Apify {
    static final String ACTOR = "clockworks~tiktok-comments-scraper";
    static final String ROOT = "https://api.apify.com";
    static final int RECENT_RUNS_MAX = 100;
    static final long DATASET_ITEMS_MAX = 10_000_000;
    /** Replies are comments too, but each is charged for; none are asked for. */
    static final int REPLIES_PER_COMMENT = 0;

    private static final String MARKER = "siiwadRun";
    private static final long BODY_BYTES_MAX = 16L << 20;
    private static final long HELD_BY_SERVER_SECONDS_MAX = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final String api;
    private final String token;

    Apify(Http http, String root, String token) {
        this.http = http;
        this.api = root + "/v2";
        this.token = token;
    }

    /** The account's newest runs of the actor, newest first; empty if this server does not tell. */
    Optional<List<ApifyRun>> recentRuns() throws IOException {
        Request request = get("/acts/" + ACTOR + "/runs?desc=1&limit=" + RECENT_RUNS_MAX);
        Optional<Response> response = fetchIfThere(request);
        if (response.isEmpty()) {
            return Optional.empty();
        }
        JsonNode items = JsonBody.object(request, response.get()).path("data").path("items");
        if (!items.isArray()) {
            throw new IOException(request + ": the answer has no list \"data.items\"");
        }
        List<ApifyRun> runs = new ArrayList<>();
        for (JsonNode run : items) {
            runs.add(ApifyRun.of(request.toString(), run));
        }
        return Optional.of(runs.subList(0, Math.min(runs.size(), RECENT_RUNS_MAX)));
    }

    /** Whether a run was started with this marker in its input. */
    boolean carries(ApifyRun run, String marker) throws IOException {
        if (run.store().isEmpty()) {
            return false;
        }
        Request request = get("/key-value-stores/" + run.store() + "/records/INPUT");
        Optional<Response> input = fetchIfThere(request);
        if (input.isEmpty()) {
            return false;
        }
        try {
            return JSON.readTree(input.get().body()).path(MARKER).asText().equals(marker);
        } catch (IOException inputOfSomebodyElse) {
            return false;
        }
    }

    /**
     * Starts a paid run. Sent once: whether a request whose answer was lost has started one, only {@link #recentRuns} can tell.
     *
     * @param mostUsd what Apify itself keeps the run to
     */
    ApifyRun start(List<VideoUrl> videos, int commentsEach, String marker, BigDecimal mostUsd) throws IOException {
        ObjectNode input = JSON.createObjectNode();
        ArrayNode urls = input.putArray("postURLs");
        videos.forEach(video -> urls.add(video.url()));
        input.put("commentsPerPost", commentsEach);
        input.put("maxRepliesPerComment", REPLIES_PER_COMMENT);
        input.put(MARKER, marker);
        String url = api + "/acts/" + ACTOR + "/runs?maxTotalChargeUsd=" + mostUsd.toPlainString() + "&maxItems="
                + (long) videos.size() * commentsEach;
        return run(Request.postJson(url, input.toString()));
    }

    /** The state of a run; the server may hold the answer back for a while, until it has finished. */
    ApifyRun run(String id, Duration hold) throws IOException {
        long seconds = Math.min(hold.toSeconds(), HELD_BY_SERVER_SECONDS_MAX);
        return run(get("/actor-runs/" + id + "?waitForFinish=" + seconds));
    }

    /** Items of a dataset from an offset on. Empty ones are asked for too, for only with them does the number of items tell where the next page begins. */
    DatasetPage items(String dataset, long offset, int limit) throws IOException {
        Request request = get("/datasets/" + dataset + "/items?offset=" + offset + "&limit=" + limit + "&format=json");
        Response response = fetch(request);
        long total = response.headers()
                .number("X-Apify-Pagination-Total")
                .orElseThrow(() -> new IOException(request + ": the answer has no X-Apify-Pagination-Total;"
                        + " without it the end of the dataset cannot be told"));
        List<JsonNode> items = JsonBody.array(request, response, limit);
        long end = offset + items.size();
        if (Math.max(total, end) > DATASET_ITEMS_MAX) {
            throw new IOException(request + ": the dataset has " + Math.max(total, end) + " items; at most "
                    + DATASET_ITEMS_MAX + " are read");
        }
        List<JsonNode> filled = items.stream().filter(item -> !isEmpty(item)).toList();
        return new DatasetPage(filled, offset, end, total);
    }

    /** Whether it has nothing but members that Apify hides from those who ask for clean items. */
    private static boolean isEmpty(JsonNode item) {
        Iterator<String> names = item.fieldNames();
        boolean hidden = true;
        while (hidden && names.hasNext()) {
            hidden = names.next().startsWith("#");
        }
        return item.isObject() && hidden;
    }

    private ApifyRun run(Request request) throws IOException {
        Request signed = signed(request);
        return ApifyRun.of(
                signed.toString(), JsonBody.object(signed, fetch(signed)).path("data"));
    }

    private Request get(String path) {
        return signed(Request.get(api + path));
    }

    private Request signed(Request request) {
        return request.bearer(Optional.of(token)).withBodyBytesMax(BODY_BYTES_MAX);
    }

    private Optional<Response> fetchIfThere(Request request) throws IOException {
        try {
            return Optional.of(fetch(request));
        } catch (HttpStatusException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Response fetch(Request request) throws IOException {
        try {
            return http.fetch(request);
        } catch (HttpStatusException e) {
            switch (e.status()) {
                case 401, 403 ->
                    throw new SourceException(
                            e.getMessage() + ". Apify does not accept the token", e, new Remedy.Give("api_token"));
                case 402 ->
                    throw new SourceException(
                            e.getMessage()
                                    + ". The Apify account has no credit left; what was bought already stays bought",
                            e);
                default -> throw e;
            }
        }
    }
}
