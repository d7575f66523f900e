package dev.siiwad.source.tiktok;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.http.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * An account at Apify that charges for every run started. Every third item of a dataset is empty but for what is hidden, which {@code clean} leaves out. For a
 * while after a run has finished, its dataset may tell of fewer items and give fewer than there are, as Apify's documentation has it.
 */
final class FakeApify extends FaultyServer {
    static final String TOKEN = "apify_api_TopSecret123";
    static final String PERSON = "qof.gaar.ah";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RECORD = Pattern.compile("/v2/key-value-stores/store-(\\d+)/records/INPUT");
    private static final Pattern RUN = Pattern.compile("/v2/actor-runs/run-(\\d+)");
    private static final Pattern ITEMS = Pattern.compile("/v2/datasets/dataset-(\\d+)/items");

    /** What becomes of the input that a run was started with, for those who look. */
    enum Input {
        WHOLE,
        /** The actor has dropped what it does not know. */
        UNMARKED,
        MISSING,
        UNREADABLE
    }

    private final List<JsonNode> started = new ArrayList<>();
    private final List<Integer> polls = new ArrayList<>();

    private final Timing timing;
    private final List<Instant> finished = new ArrayList<>();
    private final List<Instant> startedAt = new ArrayList<>();

    int commentsPerVideo = 4;
    int pollsUntilDone = 2;
    /** How long a run works after its start, however often it is asked for; if this is 0, the polls decide. */
    Duration works = Duration.ZERO;

    /** How far its clock is ahead of ours. */
    Duration clockAhead = Duration.ZERO;

    /** How long after a run its dataset lags, and what it tells of and gives until then. */
    Duration lag = Duration.ZERO;

    int totalWhileLagging = Integer.MAX_VALUE;
    /** What it tells for ever, whatever there is; nothing if negative. */
    int totalAlways = -1;

    int itemsWhileLagging = Integer.MAX_VALUE;

    /** How long after its start a run is not listed. */
    Duration listLag = Duration.ZERO;

    Input inputs = Input.WHOLE;
    boolean listsRuns = true;
    /** How many runs a list has at most, whatever total it tells. */
    int runsListedMax = 100;

    boolean saysTotal = true;
    boolean hasCredit = true;
    final Set<Integer> failedRuns = new HashSet<>();
    final Set<Integer> goneRuns = new HashSet<>();
    /** Items of every dataset that are stored in a way that no reader of JSON understands. */
    final Set<Long> damagedItems = new HashSet<>();

    int damagedTimes = Integer.MAX_VALUE;
    /** How many items a failed run leaves. */
    int itemsOfAFailedRun = 5;
    /** Whether the first comment of a video comes again at its end. */
    boolean repeats;

    /** A video of which every run has a comment, whatever it was asked for. */
    String strayVideo = "";

    String finalStatus = "SUCCEEDED";
    double usageUsd = 0.01;
    MockResponse instead;
    MockResponse insteadOfTheFirstPage;
    MockResponse insteadOfTheStart;
    MockResponse notNow;
    int notNowTimes;

    FakeApify(Timing timing) {
        this.timing = timing;
    }

    /** How many runs have been charged for. */
    synchronized int paidRuns() {
        return started.size();
    }

    synchronized JsonNode input(int run) {
        return started.get(run);
    }

    /** A run that somebody else started. */
    synchronized void addForeignRun() throws JsonProcessingException {
        addForeignRun("{\"postURLs\":[],\"siiwadRun\":\"siiwad-of-somebody-else\"}");
    }

    synchronized void addForeignRun(String input) throws JsonProcessingException {
        add(JSON.readTree(input));
    }

    private void add(JsonNode input) {
        started.add(input);
        polls.add(0);
        finished.add(Instant.MAX);
        startedAt.add(timing.now().plus(clockAhead));
    }

    @Override
    MockResponse answer(RecordedRequest request) {
        if (!("Bearer " + TOKEN).equals(request.getHeaders().get("Authorization"))) {
            return status(401, "{\"error\":{\"type\":\"user-or-token-not-found\",\"message\":\"no such token\"}}");
        }
        String path = request.getUrl().encodedPath();
        Matcher record = RECORD.matcher(path);
        Matcher run = RUN.matcher(path);
        Matcher items = ITEMS.matcher(path);
        if (path.equals("/v2/acts/clockworks~tiktok-comments-scraper/runs")) {
            return request.getMethod().equals("POST") ? start(request) : list();
        } else if (record.matches()) {
            return inputRecord(Integer.parseInt(record.group(1)));
        } else if (run.matches()) {
            return poll(Integer.parseInt(run.group(1)));
        } else if (items.matches()) {
            boolean first = "0".equals(request.getUrl().queryParameter("offset"));
            MockResponse planned = first && insteadOfTheFirstPage != null ? insteadOfTheFirstPage : instead;
            return planned != null ? planned : damaged(items(Integer.parseInt(items.group(1)), request), request);
        }
        return status(404, "{\"error\":{\"type\":\"page-not-found\"}}");
    }

    /** A page that has one of the damaged items is not JSON. */
    private MockResponse damaged(MockResponse page, RecordedRequest request) {
        long offset = Long.parseLong(request.getUrl().queryParameter("offset"));
        long limit = Long.parseLong(request.getUrl().queryParameter("limit"));
        boolean broken = damagedItems.stream().anyMatch(item -> item >= offset && item < offset + limit);
        return broken && damagedTimes-- > 0
                ? page.newBuilder().body("[{\"cid\":\"1\u0001").build()
                : page;
    }

    private MockResponse start(RecordedRequest request) {
        if (!hasCredit) {
            return status(402, "{\"error\":{\"type\":\"not-enough-usage-to-run-paid-actor\"}}");
        }
        if (notNowTimes-- > 0) {
            return notNow;
        }
        try {
            add(JSON.readTree(request.getBody().utf8()));
        } catch (JsonProcessingException e) {
            return status(400, "{}");
        }
        String answer = JSON.createObjectNode()
                .set("data", run(started.size() - 1, "READY"))
                .toString();
        return insteadOfTheStart != null ? insteadOfTheStart : status(201, answer);
    }

    private MockResponse inputRecord(int n) {
        return switch (inputs) {
            case WHOLE -> status(200, started.get(n).toString());
            case UNMARKED -> {
                ObjectNode known = started.get(n).deepCopy();
                known.remove("siiwadRun");
                yield status(200, known.toString());
            }
            case MISSING -> status(404, "{\"error\":{\"type\":\"record-not-found\"}}");
            case UNREADABLE -> status(200, "<html>");
        };
    }

    private MockResponse list() {
        if (!listsRuns) {
            return status(404, "{\"error\":{\"type\":\"page-not-found\"}}");
        }
        ObjectNode root = JSON.createObjectNode();
        ObjectNode data = root.putObject("data")
                .put("total", Math.min(started.size(), runsListedMax < 100 ? started.size() : listedNow()))
                .put("offset", 0)
                .put("limit", 100)
                .put("desc", true)
                .put("count", started.size());
        ArrayNode list = data.putArray("items");
        for (int n = started.size() - 1; n >= 0; n--) {
            if (list.size() < runsListedMax
                    && !startedAt.get(n).plus(listLag).isAfter(timing.now().plus(clockAhead))) {
                list.add(listed(n));
            }
        }
        return dated(status(200, root.toString()));
    }

    private int listedNow() {
        return (int) startedAt.stream()
                .filter(at -> !at.plus(listLag).isAfter(timing.now().plus(clockAhead)))
                .count();
    }

    private MockResponse dated(MockResponse answer) {
        Instant serverTime = timing.now().plus(clockAhead);
        return answer.newBuilder()
                .addHeader("Date", RFC_1123_DATE_TIME.format(serverTime.atOffset(ZoneOffset.UTC)))
                .build();
    }

    private MockResponse poll(int n) {
        polls.set(n, polls.get(n) + 1);
        if (goneRuns.contains(n)) {
            return status(404, "{\"error\":{\"type\":\"record-not-found\"}}");
        }
        String last = failedRuns.contains(n) ? "FAILED" : finalStatus;
        Instant end = startedAt.get(n).minus(clockAhead).plus(works);
        boolean done = works.isZero() ? polls.get(n) >= pollsUntilDone : !end.isAfter(timing.now());
        if (done && finished.get(n).equals(Instant.MAX)) {
            finished.set(n, works.isZero() ? timing.now() : end);
        }
        ObjectNode run = run(n, done ? last : "RUNNING");
        if (done) {
            run.put("finishedAt", finished.get(n).plus(clockAhead).toString());
        }
        return dated(status(200, JSON.createObjectNode().set("data", run).toString()));
    }

    private ObjectNode run(int n, String status) {
        ObjectNode run = listed(n).put("status", status).put("userId", "user").put("generalAccess", "RESTRICTED");
        run.putObject("stats");
        run.putObject("options");
        return run;
    }

    /** As lists have it: less than a run tells of itself. */
    private ObjectNode listed(int n) {
        ObjectNode run = JSON.createObjectNode();
        run.putObject("meta").put("origin", "API");
        return run.put("id", "run-" + n)
                .put("actId", "act")
                .put("buildId", "build")
                .put("defaultRequestQueueId", "queue-" + n)
                .put("status", "RUNNING")
                .put("startedAt", startedAt.get(n).toString())
                .put("defaultDatasetId", "dataset-" + n)
                .put("defaultKeyValueStoreId", "store-" + n)
                .put("usageTotalUsd", usageUsd);
    }

    private MockResponse items(int run, RecordedRequest request) {
        int offset = Integer.parseInt(request.getUrl().queryParameter("offset"));
        int limit = Integer.parseInt(request.getUrl().queryParameter("limit"));
        boolean clean = "1".equals(request.getUrl().queryParameter("clean"));
        boolean lagging = timing.now().isBefore(finished.get(run).plus(lag));
        List<ObjectNode> all = dataset(started.get(run));
        if (failedRuns.contains(run)) {
            all = all.subList(0, Math.min(itemsOfAFailedRun, all.size()));
        }
        int given = lagging ? Math.min(itemsWhileLagging, all.size()) : all.size();
        ArrayNode page = JSON.createArrayNode();
        for (int n = offset; n < Math.min(given, offset + limit); n++) {
            if (!clean || all.get(n).has("cid")) {
                page.add(all.get(n));
            }
        }
        MockResponse.Builder response = status(200, page.toString())
                .newBuilder()
                .addHeader("X-Apify-Pagination-Offset", offset)
                .addHeader("X-Apify-Pagination-Limit", limit)
                .addHeader("X-Apify-Pagination-Count", page.size());
        if (saysTotal) {
            int total = lagging ? Math.min(totalWhileLagging, all.size()) : all.size();
            response.addHeader("X-Apify-Pagination-Total", totalAlways < 0 ? total : totalAlways);
        }
        return response.build();
    }

    private List<ObjectNode> dataset(JsonNode input) {
        List<ObjectNode> items = new ArrayList<>();
        if (!strayVideo.isEmpty()) {
            items.add(comment(strayVideo, 0));
        }
        for (JsonNode url : input.path("postURLs")) {
            int most = Math.min(commentsPerVideo, input.path("commentsPerPost").asInt());
            for (int n = 0; n < most; n++) {
                if (repeats && n == most - 1) {
                    items.add(comment(url.asText(), 0));
                }
                items.add(comment(url.asText(), n));
                if (items.size() % 3 == 2) {
                    items.add(
                            n == 1
                                    ? JSON.createObjectNode()
                                    : JSON.createObjectNode().put("#error", false));
                }
            }
        }
        return items;
    }

    /** A comment with all that tells who wrote it; the second under each video has lost its text. */
    static ObjectNode comment(String url, int n) {
        String videoId = url.substring(url.lastIndexOf('/') + 1);
        ObjectNode item = JSON.createObjectNode()
                .put("videoWebUrl", url + "?lang=so")
                .put("submittedVideoUrl", url)
                .put("cid", videoId.substring(videoId.length() - 4) + "000" + n)
                .put("createTime", 1748132065L + n)
                .put("createTimeISO", "2025-05-25T00:14:25.000Z")
                .put("text", n == 1 ? "" : "Waan ku faraxsanahay " + n)
                .put("diggCount", n)
                .put("replyCommentTotal", 1)
                .put("uid", "6800000000000000000")
                .put("uniqueId", PERSON)
                .put("nickname", PERSON)
                .put("avatarThumbnail", "https://p16.example/" + PERSON + ".jpg");
        item.putNull("repliesToId");
        item.putArray("mentions").add("@" + PERSON);
        return item;
    }
}
