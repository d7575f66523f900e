package dev.siiwad.cli;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** An account at Apify on this machine, whose runs finish at once and give so many comments for each video that they were asked for. */
final class SmallAccount extends Dispatcher implements AutoCloseable {
    private static final Pattern VIDEO = Pattern.compile("https://www\\.tiktok\\.com/@tusaale/video/([0-9]+)");
    private static final Pattern NUMBER = Pattern.compile(".*/(?:run|store|data)-([0-9]+)(?:/.*)?");

    private final MockWebServer server = new MockWebServer();
    private final List<List<String>> bought = new CopyOnWriteArrayList<>();
    private final List<String> inputs = new CopyOnWriteArrayList<>();
    private final int commentsEach;
    private volatile boolean keepsBack;

    SmallAccount(int commentsEach) throws IOException {
        this.commentsEach = commentsEach;
        server.setDispatcher(this);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    /** The program with what it needs to use this account. */
    Program used(Program program) {
        return program.with("SDC_SCRAPING__TIKTOK__BASE_URL", url())
                .with("SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN", "secret");
    }

    /** Where it is. */
    String url() {
        return "http://localhost:" + server.getPort();
    }

    /** Videos that were bought before, in one run. */
    void hasSold(int from, int to) {
        inputs.add(list(from, to));
        bought.add(List.of(list(from, to).split("\n")));
    }

    /** Whether comments cannot be had, though they are paid for. */
    void keepsBack(boolean comments) {
        keepsBack = comments;
    }

    /** How many videos have been paid for. */
    int videosPaidFor() {
        return bought.stream().mapToInt(List::size).sum();
    }

    static String video(int number) {
        return "https://www.tiktok.com/@tusaale/video/" + (7_500_000_000_000_000_000L + number);
    }

    static String list(int from, int to) {
        return IntStream.range(from, to).mapToObj(SmallAccount::video).collect(Collectors.joining("\n"));
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.endsWith("/runs")) {
            return request.getMethod().equals("POST") ? start(request.getBody().utf8()) : runs();
        }
        Matcher number = NUMBER.matcher(path);
        if (!number.matches()) {
            return new MockResponse.Builder().code(404).body("{}").build();
        }
        if (keepsBack && path.contains("/datasets/")) {
            return json(503, "{}");
        }
        int run = Integer.parseInt(number.group(1));
        if (path.contains("/key-value-stores/")) {
            return json(200, inputs.get(run));
        }
        return path.contains("/datasets/")
                ? items(bought.get(run), Integer.parseInt(request.getUrl().queryParameter("offset")))
                : json(200, "{\"data\":" + run(run) + "}");
    }

    private MockResponse start(String input) {
        inputs.add(input);
        Matcher videos = VIDEO.matcher(input);
        bought.add(videos.results().map(found -> found.group()).toList());
        return json(201, "{\"data\":" + run(bought.size() - 1) + "}");
    }

    private MockResponse runs() {
        String items =
                IntStream.range(0, bought.size()).mapToObj(SmallAccount::run).collect(Collectors.joining(","));
        return json(
                200,
                "{\"data\":{\"total\":" + bought.size() + ",\"offset\":0,\"limit\":100,\"desc\":true,\"count\":"
                        + bought.size() + ",\"items\":[" + items + "]}}");
    }

    private static String run(int number) {
        Instant finished = Instant.now().minusSeconds(120);
        return "{\"id\":\"run-" + number + "\",\"status\":\"SUCCEEDED\",\"defaultDatasetId\":\"data-" + number
                + "\",\"defaultKeyValueStoreId\":\"store-" + number + "\",\"startedAt\":\"" + finished
                + "\",\"finishedAt\":\"" + finished + "\",\"usageTotalUsd\":0.1}";
    }

    private MockResponse items(List<String> videos, int offset) {
        int all = videos.size() * commentsEach;
        String items = IntStream.range(Math.min(offset, all), Math.min(offset + 1000, all))
                .mapToObj(n -> comment(videos.get(n / commentsEach), n % commentsEach))
                .collect(Collectors.joining(",", "[", "]"));
        return json(200, items)
                .newBuilder()
                .addHeader("X-Apify-Pagination-Total", all)
                .build();
    }

    private static String comment(String video, int number) {
        String id = video.substring(video.lastIndexOf('/') + 1) + number;
        return "{\"videoWebUrl\":\"" + video + "\",\"cid\":\"" + id + "\",\"text\":\"Faallo wanaagsan " + number
                + "\",\"createTime\":1748132065}";
    }

    private static MockResponse json(int status, String body) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .addHeader("Date", now)
                .body(body)
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
