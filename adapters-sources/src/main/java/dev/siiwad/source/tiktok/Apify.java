package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.AnswerTooLongException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that Apify's API v2 answers, as far as comments need them. The token goes in a header, never in an address. */
final class Apify {
    static final String ACTOR = "clockworks~tiktok-comments-scraper";
    static final String ROOT = "https://api.apify.com";
    static final int RECENT_RUNS_MAX = 100;
    static final long DATASET_ITEMS_MAX = 10_000_000;
    /** Replies are comments too, but each is charged for; none are asked for. */
    static final int REPLIES_PER_COMMENT = 0;

    /** Members of a run's input. The marker is ours, and an actor may drop it. */
    static final String MARKER = "siiwadRun";

    static final String VIDEOS = "postURLs";
    static final String COMMENTS_EACH = "commentsPerPost";

    /** Error types that say that the account can start no run for now; their status is 402, 403 or 429. */
    static final Set<String> NOT_NOW =
            Set.of("actor-memory-limit-exceeded", "concurrent-runs-limit-exceeded", "rate-limit-exceeded");

    private static final Pattern ERROR_TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([a-z0-9-]{1,80})\"");
    private static final long BODY_BYTES_MAX = 16L << 20;
    private static final long HELD_BY_SERVER_SECONDS_MAX = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final Timing timing;
    private final String api;
    private final String token;

    Apify(Http http, Timing timing, String root, String token) {
        this.http = http;
        this.timing = timing;
        this.api = root + "/v2";
        this.token = token;
    }

    /** The account's newest runs of the actor; empty if this server does not tell. */
    Optional<RecentRuns> recentRuns() throws IOException {
        Request request = get("/acts/" + ACTOR + "/runs?desc=1&limit=" + RECENT_RUNS_MAX);
        Optional<Response> response = fetchIfThere(request);
        if (response.isEmpty()) {
            return Optional.empty();
        }
        JsonNode data = JsonBody.object(request, response.get()).path("data");
        JsonNode items = data.path("items");
        if (!items.isArray()) {
            throw new IOException(request + ": the answer has no list \"data.items\"");
        }
        List<ApifyRun> runs = new ArrayList<>();
        int unreadable = 0;
        for (JsonNode run : items) {
            try {
                runs.add(ApifyRun.of(request.toString(), run));
            } catch (IOException withoutUsableId) {
                unreadable++;
            }
        }
        Instant asOf = asOf(response.get()).orElseGet(timing::now);
        long announced = Math.min(data.path("total").asLong(), RECENT_RUNS_MAX);
        int missing = (int) Math.max(0, announced - items.size());
        return Optional.of(
                new RecentRuns(runs.subList(0, Math.min(runs.size(), RECENT_RUNS_MAX)), unreadable, missing, asOf));
    }

    /** When a server answered, by its own clock. */
    private static Optional<Instant> asOf(Response response) {
        return response.headers().first("Date").flatMap(Apify::time);
    }

    private static Optional<Instant> time(String httpDate) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate, Instant::from));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** What a run was started with; empty if that cannot be read. */
    Optional<JsonNode> input(ApifyRun run) throws IOException {
        if (run.store().isEmpty()) {
            return Optional.empty();
        }
        Request request = get("/key-value-stores/" + run.store() + "/records/INPUT");
        Optional<Response> input = fetchIfThere(request);
        if (input.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(input.get().body())).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /**
     * Starts a paid run. Sent once: whether a request whose answer was lost has started one, only {@link #recentRuns} can tell.
     *
     * @param mostUsd what Apify itself keeps the run to
     */
    ApifyRun start(List<VideoUrl> videos, int commentsEach, String marker, BigDecimal mostUsd) throws IOException {
        ObjectNode input = JSON.createObjectNode();
        ArrayNode urls = input.putArray(VIDEOS);
        videos.forEach(video -> urls.add(video.url()));
        input.put(COMMENTS_EACH, commentsEach);
        input.put("maxRepliesPerComment", REPLIES_PER_COMMENT);
        input.put(MARKER, marker);
        String url = api + "/acts/" + ACTOR + "/runs?maxTotalChargeUsd=" + mostUsd.toPlainString() + "&maxItems="
                + (long) videos.size() * commentsEach;
        return run(Request.postJson(url, input.toString()));
    }

    /** The state of a run, if there is one; the server may hold the answer back for a while, until it has finished. */
    Optional<Seen> runIfThere(String id, Duration hold) throws IOException {
        long seconds = Math.min(hold.toSeconds(), HELD_BY_SERVER_SECONDS_MAX);
        Request request = get("/actor-runs/" + id + "?waitForFinish=" + seconds);
        Optional<Response> response = fetchIfThere(request);
        if (response.isEmpty()) {
            return Optional.empty();
        }
        ApifyRun run = ApifyRun.of(
                request.toString(), JsonBody.object(request, response.get()).path("data"));
        Optional<Duration> finishedFor = asOf(response.get())
                .flatMap(now -> run.finishedAt().map(finished -> Duration.between(finished, now)))
                .filter(time -> !time.isNegative());
        return Optional.of(new Seen(run, finishedFor.orElse(Duration.ZERO)));
    }

    /**
     * A run, as it was when the server told of it.
     *
     * @param finishedFor how long it had been finished, by the server's clock; 0 if the server does not say
     */
    record Seen(ApifyRun run, Duration finishedFor) {}

    /**
     * Items of a dataset from an offset on. Empty ones are asked for too, for only with them does the number of items tell where the next page begins.
     *
     * @throws UnreadablePageException if there is an answer, and it is not a page
     * @throws ShrunkException if there is no such dataset any more
     */
    DatasetPage items(String dataset, long offset, int limit) throws IOException {
        Request request = get("/datasets/" + dataset + "/items?offset=" + offset + "&limit=" + limit + "&format=json");
        long total;
        List<JsonNode> items;
        try {
            Response response = fetchIfThere(request)
                    .orElseThrow(() -> new ShrunkException("dataset " + dataset + " is not there any more"));
            items = itemsOf(request, response, limit);
            total = response.headers().number("X-Apify-Pagination-Total").orElseThrow();
        } catch (AnswerTooLongException e) {
            throw new UnreadablePageException(e);
        }
        long end = offset + items.size();
        if (Math.max(total, end) > DATASET_ITEMS_MAX) {
            throw new IOException(request + ": the dataset has " + Math.max(total, end) + " items; at most "
                    + DATASET_ITEMS_MAX + " are read");
        }
        List<JsonNode> filled = items.stream().filter(item -> !isEmpty(item)).toList();
        return new DatasetPage(filled, offset, end, total);
    }

    private static List<JsonNode> itemsOf(Request request, Response response, int limit) throws IOException {
        try {
            if (response.headers().number("X-Apify-Pagination-Total").isEmpty()) {
                throw new IOException(request + ": the answer has no X-Apify-Pagination-Total;"
                        + " without it the end of the dataset cannot be told");
            }
            return JsonBody.array(request, response, limit);
        } catch (IOException e) {
            throw new UnreadablePageException(e);
        }
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
            Matcher type = ERROR_TYPE.matcher(e.excerpt());
            if (e.status() == 429 || e.status() < 500 && type.find() && NOT_NOW.contains(type.group(1))) {
                throw new NotNowException(e);
            }
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
