package dev.siiwad.source.bbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.TryLaterException;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a site that refuses, moves, or sends what no honest site would. */
@Timeout(60)
class BbcRefusalsTest {
    private static final String PATH = "/somali/articles/c000000001mo";

    @TempDir
    private Path cache;

    private final MockWebServer server = new MockWebServer();
    private final SmallSite site = SmallSite.whole();
    private final FakeTiming timing = new FakeTiming();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), timing);

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(site);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void backsOffWhenRefusedAndStopsAtTheArticleIfTheFrontPageIsRefusedToo() throws Exception {
        site.answer(
                PATH,
                () -> new MockResponse.Builder()
                        .code(403)
                        .setHeader("Retry-After", "90")
                        .build());
        site.status("/somali", 403);
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read)
                    .isInstanceOf(PausedException.class)
                    .hasMessageContaining(": status 403")
                    .hasMessageEndingWith(
                            "(tried 3 times). The BBC refuses, perhaps until tomorrow; longer delays between"
                                    + " requests may help");
            assertThat(reader.position()).isEqualTo(new Position("article=0"));
            assertThat(reader.atBoundary()).isFalse();
            assertThat(timing.now()).isAfterOrEqualTo(FakeTiming.START.plus(Duration.ofSeconds(180)));

            site.html(PATH, SmallSite.article("Kow", "Sheeko."));
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, broken (500)",
        "502, broken (502)",
        "503, broken (503)",
        "504, broken (504)",
        "599, broken (599)",
        "401, broken (401)",
        "403, refused (403)",
        "408, broken (408)"
    })
    void passesOverAnArticleThatIsBrokenForGoodWhileTheFrontPageAnswers(int status, String why) throws Exception {
        site.status(PATH, status);
        assertThat(read()).isEqualTo(why + ", while the front page answers");
        site.status("/somali", 504);
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessageContaining(": status " + status);
            assertThat(reader.position()).isEqualTo(new Position("article=0"));
        }
    }

    @Test
    void passesOverAnArticleWhoseBodyIsNeverAsLongAsItSays() throws Exception {
        site.answer(
                PATH,
                () -> new MockResponse.Builder()
                        .body("<html>")
                        .setHeader("Content-Type", "text/html")
                        .setHeader("Content-Length", 100)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build());
        assertThat(read()).isEqualTo("broken (no answer, or none that is whole), while the front page answers");
        site.cutOff(true);
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("Check the network");
    }

    @Test
    void takesTheSecondAnswerWhereTheFirstIsCutShortOrAnotherPage() throws Exception {
        String whole = "<html><body>" + SmallSite.article("Kow", "Sheeko.") + "</body></html>";
        for (String first : List.of("<html><body>", "")) {
            List<String> bodies = new ArrayList<>(List.of(first, whole));
            site.answer(
                    PATH,
                    () -> new MockResponse.Builder()
                            .body(bodies.remove(0))
                            .setHeader("Content-Type", first.isEmpty() ? "text/plain" : "text/html")
                            .build());
            assertThat(read()).isEqualTo(first.isEmpty() ? "content type is text/plain; expected text/html" : "Kow");
        }
    }

    @Test
    void stopsBeforeItPassesOverAWholeListThatIsRefusedToIt() throws Exception {
        List<ArticleAddress> articles = new ArrayList<>();
        for (int i = 0; i <= ArticleFetch.BROKEN_IN_A_ROW_MAX; i++) {
            String path = "/somali/" + (60000000 + i);
            site.status(path, 403);
            articles.add(ArticleAddress.of(Service.named("somali"), path).orElseThrow());
        }
        Snapshot snapshot = new Frontier(Service.named("somali"), articles, List.of()).snapshot();
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            for (int i = 0; i < ArticleFetch.BROKEN_IN_A_ROW_MAX; i++) {
                assertThatThrownBy(reader::read).hasMessage("refused (403), while the front page answers");
            }
            assertThatThrownBy(reader::read)
                    .isInstanceOf(PausedException.class)
                    .hasMessageContaining(". The 3 articles before it were refused or broken too, while the front page"
                            + " answers. The BBC refuses, perhaps until tomorrow");
            assertThat(reader.position()).isEqualTo(new Position("article=3"));
        }
    }

    @Test
    void saysWhenToGoOnIfAskedForTooLongAWait() throws Exception {
        site.answer(
                PATH,
                () -> new MockResponse.Builder()
                        .code(429)
                        .setHeader("Retry-After", "86400")
                        .build());
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read).isInstanceOf(TryLaterException.class);
            assertThat(reader.position()).isEqualTo(new Position("article=0"));
        }
    }

    @Test
    void passesOverAnArticleThatIsBrokenForEver() throws Exception {
        site.status(PATH, 451);
        assertThat(read()).isEqualTo("gone (451)");
        site.status(PATH, 500);
        assertThat(read()).isEqualTo("broken (500), while the front page answers");
        site.status("/somali", 502);
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessageContaining(": status 500");
            assertThat(reader.position()).isEqualTo(new Position("article=0"));
        }
        site.status(PATH, 401);
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining(": status 401");
    }

    @Test
    void knowsThatAnArticleIsBrokenBeforeItReadsIt() throws Exception {
        site.status(PATH, 500);
        try (DocumentReader reader = open()) {
            assertThat(reader.fetch()).isEmpty();
            site.cutOff(true);
            assertThatThrownBy(reader::read).hasMessage("broken (500), while the front page answers");
        }
    }

    @Test
    void asksForRobotsTxtEveryDay() throws Exception {
        BbcSource source = source();
        Snapshot snapshot = source.snapshot();
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            reader.read();
            site.forget();
            reader.read();
            assertThat(site.requests()).doesNotContain("/robots.txt");
            timing.await(Duration.ofHours(25), new CountDownLatch(0));
            assertThatThrownBy(reader::read).hasMessage("gone (404)");
            assertThat(site.requests()).contains("/robots.txt");
        }
    }

    @Test
    void readsNothingWhileRobotsTxtIsUnknown() throws Exception {
        site.status("/robots.txt", 503);
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read)
                    .hasMessageStartingWith("https://www.bbc.com/robots.txt: GET ")
                    .hasMessageContaining("status 503")
                    .hasMessageEndingWith("What may be read is not known, so nothing is");
        }
        assertThat(site.requests()).doesNotContain(PATH);
    }

    @Test
    void takesAMissingRobotsTxtForLeave() throws Exception {
        site.status("/robots.txt", 404);
        assertThat(read()).isEqualTo("Kow");
    }

    @Test
    void followsRobotsTxtElsewhere() throws Exception {
        site.redirect("/robots.txt", "https://www.bbc.co.uk/robots2.txt");
        site.text("/robots2.txt", "text/plain", "User-agent: *\nDisallow: /somali/articles/\n");
        assertThat(read()).isEqualTo("robots.txt forbids https://www.bbc.com" + PATH);
    }

    @Test
    void obeysTheRulesForItsOwnName() throws Exception {
        site.text(
                "/robots.txt",
                "text/plain",
                "User-agent: *\nDisallow:\n\nUser-agent: Siiwad\nDisallow: /somali/articles\n");
        assertThat(read()).isEqualTo("robots.txt forbids https://www.bbc.com" + PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-agent: *\nDisallow:\n\nUser-agent: Siiwad\nDisallow: /\n",
                "User-agent: *\nDisallow: /*\nCrawl-delay: 1\n",
                "User-agent: *\nDisallow: /search\nDisallow: /\n"
            })
    void saysThatRobotsTxtForbidsEverythingAndQuarantinesNothing(String robots) throws Exception {
        site.text("/robots.txt", "text/plain", robots);
        String everything =
                "https://www.bbc.com/robots.txt forbids programs of this name everything: \"Disallow: /\". Nothing is read";
        assertThatThrownBy(() -> source().snapshot())
                .isInstanceOf(SourceException.class)
                .hasMessage(everything);
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read).isInstanceOf(SourceException.class).hasMessage(everything);
            assertThat(reader.position()).isEqualTo(new Position("article=0"));
        }
        assertThat(site.requests()).containsOnly("/robots.txt");
    }

    @Test
    void readsWhatRobotsTxtExceptsFromEverything() throws Exception {
        site.text("/robots.txt", "text/plain", "User-agent: *\nDisallow: /\nAllow: /somali\n");
        assertThat(read()).isEqualTo("Kow");
    }

    @Test
    void refusesACrawlDelayThatNobodyWaitsFor() throws Exception {
        site.text("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 86400\n");
        try (DocumentReader reader = open()) {
            assertThatThrownBy(reader::read)
                    .hasMessage("https://www.bbc.com/robots.txt: Crawl-delay is 24 h 0 min; at most 10 min are rested"
                            + " between two requests. The BBC does not want this reader");
        }
    }

    @Test
    void asksRobotsTxtAboutRedirectsToo() throws Exception {
        site.redirect(PATH, "/somali/qarsoodi-50000003");
        site.html("/somali/qarsoodi-50000003", SmallSite.article("Qarsoodi", "Ma aha."));
        assertThat(read()).isEqualTo("robots.txt forbids https://www.bbc.com/somali/qarsoodi-50000003");
        assertThat(site.requests()).doesNotContain("/somali/qarsoodi-50000003");
    }

    @Test
    void neverLeavesTheSite() throws Exception {
        site.redirect(PATH, "https://kale.example/somali/articles/c000000001mo");
        assertThat(read()).isEqualTo("gone (redirects to https://kale.example/somali/articles/c000000001mo)");
        site.redirect(PATH, "http://[");
        assertThat(read()).isEqualTo("gone (redirects to \"http://[\", which is no address)");
        site.redirect(PATH, PATH + "?again=1");
        site.redirect(PATH + "?again=1", "http://localhost:" + server.getPort() + PATH);
        assertThat(read()).isEqualTo("more than 5 redirects, the last one to https://www.bbc.com" + PATH);
        site.html(PATH + "?again=1", SmallSite.article("Mar kale", "Sheeko."));
        assertThat(read()).isEqualTo("Mar kale");
    }

    @Test
    void takesNoPageLongerThanItMayBe() throws Exception {
        site.answer(
                PATH,
                () -> new MockResponse.Builder()
                        .body("x")
                        .setHeader("Content-Type", "text/html")
                        .setHeader("Content-Length", 200L << 20)
                        .build());
        assertThat(read()).isEqualTo("longer than the 2097152 bytes that a page may have");
        Buffer line = new Buffer();
        for (int i = 0; i < 3 << 10; i++) {
            line.write(new byte[1 << 10]);
        }
        site.answer(
                PATH,
                () -> new MockResponse.Builder()
                        .chunkedBody(line.clone(), 1 << 16)
                        .setHeader("Content-Type", "text/html")
                        .build());
        assertThat(read()).isEqualTo("longer than the 2097152 bytes that a page may have");
    }

    @Test
    void readsALongerPageIfAskedTo() throws Exception {
        site.html(PATH, SmallSite.article("Kow", "Sheeko.") + " ".repeat(3 << 20));
        assertThat(read()).isEqualTo("longer than the 2097152 bytes that a page may have");
        ArticleAddress article = new ArticleAddress("https://www.bbc.com" + PATH, "c000000001mo");
        Snapshot snapshot = new Frontier(Service.named("somali"), List.of(article), List.of()).snapshot();
        BbcSettings longer = settings().withPageBytesMax(4 << 20);
        try (DocumentReader reader = new BbcSource(longer, http, timing, cache).open(snapshot, Position.START)) {
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
        }
    }

    @Test
    void takesNoPageThatIsCutShort() throws Exception {
        site.text(PATH, "text/html", "<html><body>" + SmallSite.article("Kow", "Sheeko."));
        assertThat(read()).matches("ends after \\d+ characters without </html>: it is cut short");
    }

    @Test
    void takesNoPageInAnotherEncodingThanItSays() throws Exception {
        String page = "<html><body>" + SmallSite.article("Caf\u00e9", "Sheeko.") + "</body></html>";
        bytes("text/html; charset=utf-8", page.getBytes(ISO_8859_1));
        assertThat(read()).startsWith("not UTF-8, which it is said to be: ");
        bytes("text/html", page.getBytes(ISO_8859_1));
        assertThat(read()).startsWith("not UTF-8, which it is said to be: ");
        bytes("text/html; charset=x-unheard-of", page.getBytes(ISO_8859_1));
        assertThat(read()).isEqualTo("encoding is x-unheard-of, which is unknown");
        bytes("text/html; charset=ISO-8859-1", page.getBytes(ISO_8859_1));
        assertThat(read()).isEqualTo("Caf\u00e9");
        bytes(
                "text/html",
                page.replace("<html>", "<html><meta charset=windows-1252>").getBytes(ISO_8859_1));
        assertThat(read()).isEqualTo("Caf\u00e9");
    }

    @Test
    void readsWhatIsReadableOfAHostilePage() throws Exception {
        String body = SmallSite.article("Kow", "Sheeko.");
        for (String hostile : List.of(
                "<div>".repeat(15_000),
                "<i>".repeat(15_000),
                "<p><b><i><a>".repeat(4_000),
                "<table><p>".repeat(7_000),
                "<script>window.SIMORGH_DATA=" + "[".repeat(1_000_000) + "</script>",
                "\u0000\u0001\u001b".repeat(200_000),
                "&#xD800;&#0;&#x110000;".repeat(50_000))) {
            site.html(PATH, body + hostile);
            assertThat(read()).isEqualTo("Kow");
            site.html(PATH, hostile + body);
            assertThat(read())
                    .isIn("Kow", "no paragraph is text; expected an article, not a player, a gallery or an index");
        }
        site.html(PATH, body + "<i>".repeat(600_000));
        assertThat(read()).isEqualTo("has 600015 tags; at most 20000 are parsed");
    }

    @Test
    void goesOnWithoutAListThatCannotBeRead() throws Exception {
        List<String> feeds = List.of(
                "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel/></rss>",
                SmallSite.rss("https://www.bbc.com/somali/50000020").replace("</rss>", ""),
                "<rss></rss>");
        for (String feed : feeds) {
            site.text("/somali/rss.xml", "text/xml", feed);
            site.text("/somali/index.xml", "text/html", "<html></html>");
            site.status("/somali/topics/c00000000001t", 404);
            cache = Files.createTempDirectory(cache, "fresh");
            assertThat(source().snapshot()
                            .payload()
                            .orElseThrow()
                            .lines()
                            .filter(line -> !line.startsWith("not-seen\t")))
                    .containsExactly(
                            "https://www.bbc.com/somali/war-50000002",
                            "https://www.bbc.com/somali/warar/2016/06/160628_roobka_beeraha",
                            "https://www.bbc.com/somali/50000009",
                            "https://www.bbc.com/somali/50000010",
                            "https://www.bbc.com/somali/50000011");
        }
    }

    @Test
    void refusesAServiceWithoutArticles() {
        site.status("/somali/rss.xml", 404);
        site.status("/somali/index.xml", 410);
        site.html("/somali", "<p>Waa madhan</p>");
        assertThatThrownBy(() -> source().snapshot())
                .hasMessageStartingWith("https://www.bbc.com/somali: neither the feeds nor the page lists an article");
        site.status("/somali", 404);
        assertThatThrownBy(() -> source().snapshot()).hasMessageStartingWith("https://www.bbc.com/somali: gone (404)");
    }

    @Test
    void stopsAtOnceWhenCancelled() throws Exception {
        try (DocumentReader reader = open()) {
            http.cancel();
            assertThatThrownBy(reader::read).hasMessage("stopped on request");
            assertThat(reader.position()).isEqualTo(new Position("article=0"));
        }
    }

    private void bytes(String type, byte[] body) {
        site.answer(
                PATH,
                () -> new MockResponse.Builder()
                        .body(new Buffer().write(body))
                        .setHeader("Content-Type", type)
                        .build());
    }

    /** The headline of the one article, or why there is none. */
    private String read() throws IOException {
        try (DocumentReader reader = open()) {
            return ((Reading.Read) reader.read()).document().title();
        } catch (MalformedDocumentException e) {
            return e.getMessage();
        }
    }

    private DocumentReader open() throws IOException {
        ArticleAddress article = new ArticleAddress("https://www.bbc.com" + PATH, "c000000001mo");
        Snapshot snapshot = new Frontier(Service.named("somali"), List.of(article), List.of()).snapshot();
        return source().open(snapshot, Position.START);
    }

    private BbcSource source() {
        return new BbcSource(settings(), http, timing, cache);
    }

    private BbcSettings settings() {
        return BbcSettings.of("somali")
                .withTermsAccepted(true)
                .withBaseUrl(Optional.of("http://localhost:" + server.getPort()));
    }
}
