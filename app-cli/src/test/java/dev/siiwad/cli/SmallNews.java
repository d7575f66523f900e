package dev.siiwad.cli;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A news site on this machine, in the shape of the BBC's: a front page that lists articles with the times of their last change. */
final class SmallNews extends Dispatcher implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Set<Integer> changed = ConcurrentHashMap.newKeySet();
    private volatile int[] listed = {};
    private volatile int failing = -1;

    SmallNews() throws IOException {
        server.setDispatcher(this);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    Program used(Program program) {
        return program.with("SDC_SCRAPING__BBC__BASE_URL", "http://localhost:" + server.getPort())
                .with("SDC_SCRAPING__BBC__MAX_REQUESTS_PER_HOUR", "100000");
    }

    void list(int... articles) {
        listed = articles;
    }

    /** From now on an article is listed as changed in a while, by a clock that is ahead. */
    void changed(int article) {
        changed.add(article);
    }

    /** From now on this article cannot be had; none is again, with a number that no article has. */
    void fail(int article) {
        failing = article;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.endsWith("war-5000000" + failing)) {
            return answer(503, "text/plain", "");
        }
        if (path.equals("/robots.txt")) {
            return answer(200, "text/plain", "User-agent: *\nDisallow:\n");
        }
        if (path.equals("/somali")) {
            String summaries = Arrays.stream(listed).mapToObj(this::summary).collect(Collectors.joining(","));
            return answer(
                    200,
                    "text/html; charset=utf-8",
                    "<html><body><script id='__NEXT_DATA__' type='application/json'>{\"props\":{\"pageProps\":{\"pageData\":"
                            + "{\"curations\":[{\"summaries\":[" + summaries + "]}]}}}}</script></body></html>");
        }
        return path.startsWith("/somali/war-")
                ? answer(
                        200,
                        "text/html; charset=utf-8",
                        "<html><body><main role='main'><h1 id='content'>Cinwaan</h1><div dir='ltr'><p dir='ltr'>"
                                + "Waa sheeko ku saabsan " + path
                                + " oo ku filan in la hayo.</p></div></main></body></html>")
                : answer(404, "text/plain", "");
    }

    private String summary(int article) {
        Instant at = changed.contains(article)
                ? Instant.now().plus(Duration.ofHours(1))
                : Instant.parse("2026-01-01T00:00:00Z");
        return "{\"type\":\"article\",\"link\":\"https://www.bbc.com/somali/war-5000000" + article
                + "\",\"lastPublished\":\"" + at + "\"}";
    }

    private static MockResponse answer(int status, String type, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", type)
                .body(body)
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
