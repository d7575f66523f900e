package dev.siiwad.source.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
    private static final HttpSettings SETTINGS = HttpSettings.of("1.0", "someone@example.org");

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer elsewhere = new MockWebServer();
    private final FakeTiming timing = new FakeTiming();
    private final Http http = new Http(SETTINGS, timing);

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(new PromptSockets());
        server.start();
        elsewhere.setServerSocketFactory(new PromptSockets());
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        elsewhere.close();
    }

    @Test
    void givesBodyHeadersAndStatus() throws Exception {
        server.enqueue(ok("salaan")
                .newBuilder()
                .addHeader("ETag", "\"v1\"")
                .addHeader("Link", "<https://a.example/first>; rel=\"first\", </list?cursor=b>; rel=\"next\"")
                .build());

        Response response = http.fetch(Request.get(url("/list")));

        assertThat(response.text()).isEqualTo("salaan");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().strongEtag()).contains("\"v1\"");
        assertThat(response.headers().number("content-length")).hasValue(6);
        assertThat(response.link("next")).contains(url("/list?cursor=b"));
        assertThat(response.link("last")).isEmpty();
        assertThat(server.takeRequest().getHeaders().get("User-Agent")).isEqualTo("Siiwad/1.0 (someone@example.org)");
    }

    /** More often than there are connections; were one of them kept, whoever comes next would wait for ever. */
    @Test
    @Timeout(30)
    void aRequestThatIsInterruptedGivesItsConnectionBack() throws Exception {
        for (int n = 0; n < 20; n++) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> http.openIfFree(Request.get(url("/interrupted"))))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(BusyHostException.class);
            Thread.interrupted();
        }
        server.enqueue(ok("salaan"));
        assertThat(http.fetch(Request.get(url("/list"))).text()).isEqualTo("salaan");
    }

    @Test
    void takesAWeakEntityTagForNone() throws Exception {
        server.enqueue(ok("a").newBuilder().addHeader("ETag", "W/\"v1\"").build());

        assertThat(http.fetch(Request.get(url("/"))).headers().strongEtag()).isEmpty();
    }

    @Test
    void triesAgainAfterPassingFailuresAndWaitsLongerEachTime() throws Exception {
        for (int status : new int[] {500, 502, 503, 408, 429}) {
            server.enqueue(status(status));
        }
        server.enqueue(ok("at last"));

        assertThat(http.fetch(Request.get(url("/"))).text()).isEqualTo("at last");
        assertThat(timing.waits()).containsExactly(seconds(1), seconds(2), seconds(4), seconds(8), seconds(16));
    }

    @Test
    void doesNotQuoteAServerThatMayRepeatAForm() {
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .body("bad: client_secret=hush")
                .build());

        assertThatThrownBy(() -> http.fetch(Request.postForm(url("/token"), Map.of("client_secret", "hush"))))
                .isInstanceOfSatisfying(
                        HttpStatusException.class, e -> assertThat(e.excerpt()).contains("bad"))
                .hasMessage("POST " + url("/token") + ": status 400 Client Error");
    }

    @Test
    void doesNotTryAgainWhatWillNotPass() {
        server.enqueue(new MockResponse.Builder()
                .code(404)
                .addHeader("X-Error-Code", "EntryNotFound")
                .body("no such\n  file")
                .build());

        assertThatThrownBy(() -> http.fetch(Request.get(url("/a"))))
                .isInstanceOfSatisfying(HttpStatusException.class, e -> {
                    assertThat(e.status()).isEqualTo(404);
                    assertThat(e.header("x-error-code")).contains("EntryNotFound");
                    assertThat(e.url()).isEqualTo(url("/a"));
                })
                .hasMessage("GET " + url("/a") + ": status 404 Client Error, EntryNotFound: no such file");
        assertThat(timing.waits()).isEmpty();
    }

    @Test
    void waitsAsLongAsRetryAfterSaysInSeconds() throws Exception {
        server.enqueue(status(429).newBuilder().addHeader("Retry-After", "77").build());
        server.enqueue(ok("a"));

        http.fetch(Request.get(url("/")));

        assertThat(timing.waits()).containsExactly(seconds(77));
    }

    @Test
    void waitsUntilTheDateThatRetryAfterNames() throws Exception {
        server.enqueue(status(503)
                .newBuilder()
                .addHeader("Retry-After", "Mon, 23 Nov 2026 10:01:30 GMT")
                .build());
        server.enqueue(ok("a"));

        http.fetch(Request.get(url("/")));

        assertThat(timing.waits()).containsExactly(seconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025", "2026", "2027"})
    void takesTheTimeThatRetryAfterNamesByTheServersClock(String year) throws Exception {
        server.enqueue(status(503)
                .newBuilder()
                .addHeader("Date", "01 Nov " + year + " 23:59:00 GMT")
                .addHeader("Retry-After", "02 Nov " + year + " 00:00:30 GMT")
                .build());
        server.enqueue(ok("a"));

        http.fetch(Request.get(url("/")));

        assertThat(timing.waits()).containsExactly(seconds(90));
    }

    @Test
    void waitsOneSecondBeyondTheWindowOfARateLimit() throws Exception {
        server.enqueue(status(429)
                .newBuilder()
                .addHeader("RateLimit", "\"api\";r=0;t=55")
                .build());
        server.enqueue(ok("a"));

        http.fetch(Request.get(url("/")));

        assertThat(timing.waits()).containsExactly(seconds(56));
    }

    @Test
    void waitsBeforeTheNextRequestWhenTheLastOneUsedUpTheRate() throws Exception {
        server.enqueue(ok("a").newBuilder()
                .addHeader("RateLimit", "\"resolvers\";r=0;t=9")
                .build());
        server.enqueue(ok("b").newBuilder()
                .addHeader("RateLimit", "\"resolvers\";r=10;t=9")
                .build());
        server.enqueue(ok("c"));

        http.fetch(Request.get(url("/")));
        assertThat(timing.waits()).isEmpty();
        http.fetch(Request.get(url("/")));
        http.fetch(Request.get(url("/")));
        assertThat(timing.waits()).containsExactly(seconds(10));
    }

    @Test
    void saysWhenToGoOnIfAskedForTooLongAWait() {
        server.enqueue(
                status(429).newBuilder().addHeader("Retry-After", "86400").build());

        assertThatThrownBy(() -> http.fetch(Request.get(url("/a"))))
                .isInstanceOfSatisfying(
                        TryLaterException.class,
                        e -> assertThat(e.until()).isEqualTo(FakeTiming.START.plusSeconds(86400)))
                .hasMessage("GET " + url("/a") + ": the server asks to wait 24 h 0 min; at most 10 min are waited."
                        + " The wait ends at 2026-11-24T10:00:00Z");
        assertThat(timing.waits()).isEmpty();
    }

    @Test
    void triesAgainWhenABodyEndsEarly() throws Exception {
        server.enqueue(cut("a body that breaks off somewhere in its middle".repeat(1000)));
        server.enqueue(ok("whole"));

        assertThat(http.fetch(Request.get(url("/"))).text()).isEqualTo("whole");
        assertThat(timing.waits()).containsExactly(seconds(1));
    }

    @Test
    void triesAgainWhenThereIsNoConnection() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onRequestStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(ok("a"));

        assertThat(http.fetch(Request.get(url("/"))).text()).isEqualTo("a");
    }

    @Test
    void refusesAnAnswerWhoseEndIsNotMarked() {
        server.enqueue(new MockResponse.Builder()
                .body("is this all?")
                .removeHeader("Content-Length")
                .addHeader("Connection", "close")
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build());

        assertThatThrownBy(() -> http.fetch(Request.get(url("/"))))
                .hasMessageContaining("does not say how long its answer is");
    }

    @Test
    void refusesABodyLongerThanTheRequestAllows() {
        server.enqueue(ok("0123456789"));
        server.enqueue(new MockResponse.Builder().chunkedBody("0123456789", 3).build());

        assertThatThrownBy(() -> http.fetch(Request.get(url("/a")).withBodyBytesMax(9)))
                .isInstanceOf(AnswerTooLongException.class)
                .hasMessage("GET " + url("/a") + ": the answer has 10 bytes or more; at most 9 are taken into memory");
        assertThatThrownBy(() -> http.fetch(Request.get(url("/a")).withBodyBytesMax(9)))
                .isInstanceOf(AnswerTooLongException.class)
                .hasMessageContaining("at most 9 are taken into memory");
        assertThat(timing.waits()).isEmpty();
    }

    @Test
    void sendsAPostOnceUnlessAsked() throws Exception {
        server.enqueue(status(503));
        server.enqueue(status(503));
        server.enqueue(ok("done"));
        Request post = Request.postJson(url("/runs"), "{\"a\":1}");

        assertThatThrownBy(() -> http.fetch(post)).isInstanceOf(HttpStatusException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(http.fetch(post.asRetried()).text()).isEqualTo("done");

        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getHeaders().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(sent.getBody().utf8()).isEqualTo("{\"a\":1}");
    }

    @Test
    void sendsAFormEncoded() throws Exception {
        server.enqueue(ok("done"));

        http.fetch(Request.postForm(url("/token"), Map.of("client_key", "a b&c")));

        assertThat(server.takeRequest().getBody().utf8()).isEqualTo("client_key=a+b%26c");
    }

    @Test
    void followsRedirectsWithTheTokenAsLongAsTheHostStays() throws Exception {
        server.enqueue(redirect("/b"));
        server.enqueue(ok("a"));

        Response response = http.fetch(Request.get(url("/a")).bearer(Optional.of("hf_secret")));

        assertThat(response.url()).isEqualTo(url("/b"));
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer hf_secret");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer hf_secret");
    }

    @Test
    void neverSendsTheTokenToAnotherHostNorBackAgain() throws Exception {
        server.enqueue(redirect(elsewhere.url("/cdn").toString()));
        elsewhere.enqueue(redirect(url("/back")));
        server.enqueue(ok("a"));

        http.fetch(Request.get(url("/a")).bearer(Optional.of("hf_secret")));

        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer hf_secret");
        assertThat(elsewhere.takeRequest().getHeaders().get("Authorization")).isNull();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void tellsAHostThatItWasRedirectedToFromTheOneAsked() {
        server.enqueue(redirect(elsewhere.url("/cdn").toString()));
        elsewhere.enqueue(status(403));
        server.enqueue(redirect("/moved"));
        server.enqueue(status(403));

        assertThatThrownBy(() -> http.fetch(Request.get(url("/a"))))
                .isInstanceOfSatisfying(
                        HttpStatusException.class,
                        refused -> assertThat(refused.redirectedTo()).contains(elsewhere.getHostName()));
        assertThatThrownBy(() -> http.fetch(Request.get(url("/a"))))
                .isInstanceOfSatisfying(
                        HttpStatusException.class,
                        refused -> assertThat(refused.redirectedTo()).isEmpty());
    }

    @Test
    void refusesToLeaveHttpsWithAToken() throws Exception {
        Hop hop = Hop.first(Request.get("https://hub.example/a").bearer(Optional.of("hf_secret")));

        assertThat(hop.redirectedTo("https://cdn.example/a").token()).isEmpty();
        assertThat(hop.redirectedTo("https://hub.example:8443/a").token()).isEmpty();
        assertThat(hop.redirectedTo("/b").token()).contains("hf_secret");
        assertThatThrownBy(() -> hop.redirectedTo("http://hub.example/a"))
                .isInstanceOf(IOException.class)
                .hasMessage("GET https://hub.example/a: redirects from https to http://hub.example/a;"
                        + " refused, since the request carries a token");
        assertThatThrownBy(() -> hop.redirectedTo("https://cdn.example/").redirectedTo("http://cdn.example/"))
                .hasMessageContaining("refused");
    }

    @Test
    void leavesARedirectToTheCallerIfAsked() {
        server.enqueue(status(302).newBuilder().addHeader("Location", "/b").build());

        assertThatThrownBy(() -> http.fetch(Request.get(url("/a")).withoutRedirects()))
                .isInstanceOfSatisfying(HttpStatusException.class, redirect -> {
                    assertThat(redirect.status()).isEqualTo(302);
                    assertThat(redirect.header("Location")).contains("/b");
                });
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void restsUntilCancelled() throws Exception {
        http.rest(seconds(3));

        assertThat(timing.waits()).containsExactly(seconds(3));
        http.cancel();
        assertThatThrownBy(() -> http.rest(seconds(3))).hasMessage("stopped on request");
    }

    @Test
    void endsARingOfRedirects() {
        for (int i = 0; i <= Http.REDIRECTS_MAX; i++) {
            server.enqueue(redirect("/a"));
        }

        assertThatThrownBy(() -> http.fetch(Request.get(url("/a"))))
                .hasMessageContaining("more than 10 redirects; the last one leads to " + url("/a"));
    }

    @Test
    void showsNoSecretAnywhere() {
        Request request = Request.get("https://user:pw@hub.example/a?X-Amz-Signature=abc&file=x&sig=d&access_token=e#f")
                .bearer(Optional.of("hf_secret"));

        assertThat(request.toString())
                .isEqualTo("GET https://hub.example/a?X-Amz-Signature=…&file=x&sig=…&access_token=…#f");
        assertThatThrownBy(() -> Hop.first(request).redirectedTo("ftp://u:p@x.example/?key=1"))
                .hasMessageEndingWith("redirects to ftp://x.example/?key=…, which is not a web address");
        assertThat(Request.get("https://a.example")
                        .bearer(Optional.of("hf_secret"))
                        .toString())
                .doesNotContain("hf_secret");
        assertThatThrownBy(() -> request.header("authorization", "x")).hasMessageContaining("authorization");
    }

    @Test
    void hidesATokenThatTheServerRepeats() {
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .addHeader("X-Error-Code", "hf_secret")
                .body("bad token hf_secret")
                .build());

        assertThatThrownBy(() -> http.fetch(Request.get(url("/")).bearer(Optional.of("hf_secret"))))
                .hasMessageEndingWith(", …: bad token …");
    }

    @Test
    void refusesATokenWithALineBreakWithoutShowingIt() {
        assertThatThrownBy(() -> Request.get("https://a.example/").bearer(Optional.of("hf_secret\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hf_secret");
    }

    @Test
    void keepsToTheRate() throws Exception {
        try (Http paced = new Http(SETTINGS.withRate(new RequestRate(2, seconds(60))), timing)) {
            for (int i = 0; i < 5; i++) {
                server.enqueue(ok("a"));
                paced.fetch(Request.get(url("/")));
            }
        }
        assertThat(timing.waits()).containsExactly(seconds(60), seconds(60));
    }

    @Test
    void cancelEndsARunningRequestAtOnce() throws Exception {
        server.enqueue(ok("never").newBuilder().headersDelay(1, TimeUnit.HOURS).build());
        CompletableFuture<Response> fetching = CompletableFuture.supplyAsync(() -> fetchUnchecked(http));
        server.takeRequest();

        http.cancel();

        assertThatThrownBy(() -> fetching.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("stopped on request");
        assertThatThrownBy(() -> http.fetch(Request.get(url("/")))).hasMessage("stopped on request");
    }

    @Test
    void cancelEndsAWaitAtOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Timing real = Timing.system();
        Timing slow = new Timing() {
            @Override
            public java.time.Instant now() {
                return real.now();
            }

            @Override
            public long nanos() {
                return real.nanos();
            }

            @Override
            public void await(Duration wait, CountDownLatch woken) throws InterruptedException {
                waiting.countDown();
                real.await(wait, woken);
            }

            @Override
            public double chance() {
                return 0;
            }
        };
        try (Http patient = new Http(SETTINGS, slow)) {
            server.enqueue(
                    status(503).newBuilder().addHeader("Retry-After", "500").build());
            CompletableFuture<Response> fetching = CompletableFuture.supplyAsync(() -> fetchUnchecked(patient));
            waiting.await();

            patient.cancel();

            assertThatThrownBy(() -> fetching.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("stopped on request");
        }
    }

    @Test
    void neverHasMoreConnectionsToAHostThanAllowed() throws Exception {
        try (Http single = new Http(oneConnection(), timing)) {
            server.enqueue(ok("a"));
            server.enqueue(ok("b"));
            Answer first = single.open(Request.get(url("/")));
            CompletableFuture<Response> second = CompletableFuture.supplyAsync(() -> fetchUnchecked(single));
            assertThat(server.takeRequest(5, TimeUnit.SECONDS)).isNotNull();

            assertThat(server.getRequestCount()).isEqualTo(1);
            assertThat(second).isNotDone();
            first.close();
            assertThat(second.get(30, TimeUnit.SECONDS).text()).isEqualTo("b");
        }
    }

    @Test
    void readsAPackedAnswer() throws Exception {
        okio.Buffer packed = new okio.Buffer();
        try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(packed.outputStream())) {
            gzip.write("salaan".getBytes(UTF_8));
        }
        server.enqueue(new MockResponse.Builder()
                .body(packed)
                .addHeader("Content-Encoding", "gzip")
                .build());

        assertThat(http.fetch(Request.get(url("/"))).text()).isEqualTo("salaan");
    }

    @Test
    void asksForHeadersAlone() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .clearHeaders()
                .addHeader("Content-Length", "12345")
                .build());

        Response response = http.fetch(Request.head(url("/")));

        assertThat(response.headers().number("Content-Length")).hasValue(12345);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void refusesWhatIsNotAnAddress() {
        assertThatThrownBy(() -> http.fetch(Request.get("hub.example/a")))
                .isInstanceOf(IOException.class)
                .hasMessage("GET hub.example/a: expected an address that begins with https:// or http://");
    }

    private Response fetchUnchecked(Http client) {
        try {
            return client.fetch(Request.get(url("/")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String url(String path) {
        return server.url(path).toString();
    }

    private static MockResponse ok(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    private static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    private static MockResponse redirect(String location) {
        return new MockResponse.Builder()
                .code(302)
                .addHeader("Location", location)
                .build();
    }

    private static MockResponse cut(String body) {
        return new MockResponse.Builder()
                .body(body)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static HttpSettings oneConnection() {
        return new HttpSettings(
                SETTINGS.userAgent(),
                SETTINGS.connectTimeout(),
                SETTINGS.readTimeout(),
                SETTINGS.callTimeout(),
                SETTINGS.retries(),
                1,
                1,
                SETTINGS.rate());
    }
}
