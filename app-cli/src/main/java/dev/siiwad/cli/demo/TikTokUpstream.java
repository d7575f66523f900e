package dev.siiwad.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small Apify account. It counts how many runs it was asked to start, for each would be paid. */
final class TikTokUpstream implements Upstream {
    private static final int VIDEOS = 8;
    private static final int COMMENTS = 800;
    private static final int LIMIT = 50;
    private static final long FIRST_VIDEO = 7_500_000_000_000_000_000L;
    private static final long FIRST_COMMENT = 7_600_000_000_000_000_000L;
    private static final long CREATED = 1_790_000_000L;
    private static final Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d+)");
    private static final String ACTOR = "/v2/acts/clockworks~tiktok-comments-scraper/runs";

    private final Map<String, String> inputs = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();

    @Override
    public String name() {
        return "TikTok";
    }

    @Override
    public List<String> arguments() {
        return List.of("tiktok", "--video-urls", "videos.txt", "--max-per-video", "" + COMMENTS / VIDEOS);
    }

    @Override
    public int checkpointsBeforeKill() {
        return 2;
    }

    @Override
    public Map<String, String> inputFiles() {
        return Map.of(
                "videos.txt",
                IntStream.range(0, VIDEOS).mapToObj(TikTokUpstream::video).collect(Collectors.joining("\n", "", "\n")));
    }

    @Override
    public Map<String, String> environment(String baseUrl) {
        return Map.of(
                "SDC_SCRAPING__TIKTOK__BASE_URL",
                baseUrl,
                "SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN",
                "demo",
                "SDC_SCRAPING__TIKTOK__BATCH_SIZE",
                "" + LIMIT,
                "SDC_SCRAPING__TIKTOK__POLL_INTERVAL",
                "1");
    }

    @Override
    public Optional<Served> serve(String path) {
        return Optional.empty();
    }

    @Override
    public Optional<Served> serve(String method, String path, String query, byte[] body) {
        if (path.equals(ACTOR) && method.equals("POST")) {
            String id = "run" + started.incrementAndGet();
            inputs.put(id, new String(body, StandardCharsets.UTF_8));
            return Optional.of(Served.json("{\"data\":" + run(id) + "}"));
        }
        if (path.equals(ACTOR)) {
            String runs = inputs.keySet().stream().map(TikTokUpstream::run).collect(Collectors.joining(","));
            return Optional.of(
                    Served.json("{\"data\":{\"total\":" + inputs.size() + ",\"offset\":0,\"limit\":100,\"desc\":true,"
                            + "\"count\":" + inputs.size() + ",\"items\":[" + runs + "]}}"));
        }
        if (path.startsWith("/v2/key-value-stores/store-")) {
            return Optional.ofNullable(inputs.get(path.replaceAll(".*/store-([^/]+)/.*", "$1")))
                    .map(Served::json);
        }
        if (path.startsWith("/v2/actor-runs/")) {
            return Optional.of(Served.json("{\"data\":" + run(path.substring("/v2/actor-runs/".length())) + "}"));
        }
        return path.startsWith("/v2/datasets/") ? Optional.of(items(query)) : Optional.empty();
    }

    private static String run(String id) {
        return "{\"id\":\"" + id + "\",\"actId\":\"comments\",\"buildId\":\"1\",\"meta\":{\"origin\":\"API\"},"
                + "\"defaultRequestQueueId\":\"queue-" + id + "\",\"status\":\"SUCCEEDED\",\"defaultDatasetId\":\"data-"
                + id
                + "\",\"defaultKeyValueStoreId\":\"store-" + id + "\",\"startedAt\":\"" + Instant.now()
                + "\",\"usageTotalUsd\":0.4}";
    }

    private static Served items(String query) {
        Matcher matcher = OFFSET.matcher(query);
        int offset = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        String items = IntStream.range(Math.min(offset, COMMENTS), Math.min(offset + LIMIT, COMMENTS))
                .mapToObj(TikTokUpstream::comment)
                .collect(Collectors.joining(",", "[", "]"));
        int count = Math.max(0, Math.min(LIMIT, COMMENTS - offset));
        return new Served(
                "application/json",
                items.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "X-Apify-Pagination-Total", "" + COMMENTS,
                        "X-Apify-Pagination-Count", "" + count,
                        "X-Apify-Pagination-Offset", "" + offset,
                        "X-Apify-Pagination-Limit", "" + LIMIT));
    }

    private static String comment(int number) {
        String video = video(number % VIDEOS);
        return "{\"videoWebUrl\":\"" + video + "\",\"submittedVideoUrl\":\"" + video + "\",\"cid\":\""
                + (FIRST_COMMENT + number) + "\",\"createTime\":" + (CREATED + number) + ",\"text\":\""
                + Prose.title(number)
                + "\",\"diggCount\":" + number % 5 + ",\"repliesToId\":null,\"replyCommentTotal\":0,\"uid\":\"1\","
                + "\"uniqueId\":\"qof\",\"avatarThumbnail\":\"https://tusaale.example/a.jpg\"}";
    }

    private static String video(int number) {
        return "https://www.tiktok.com/@tusaale/video/" + (FIRST_VIDEO + number);
    }
}
