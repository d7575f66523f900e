package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BbcSourceTest {
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
    void asksNothingBeforeTheTermsAreAccepted() {
        BbcSource source = source(settings().withTermsAccepted(false));

        assertThatThrownBy(source::snapshot)
                .isInstanceOf(TermsNotAcceptedException.class)
                .hasMessage(
                        "The text of https://www.bbc.com/robots.txt forbids scraping, text and data mining, AI training"
                                + " and creating datasets from BBC content, and the operator has"
                                + " not said to have the right to do it all the same");
        assertThatThrownBy(() -> source.open(Snapshot.of("x", ""), Position.START))
                .isInstanceOf(TermsNotAcceptedException.class);
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void saysWhatItIs() {
        BbcSource source = source(settings());

        assertThat(source.id()).isEqualTo(new SourceId("BBC-Somali"));
        assertThat(source.info())
                .isEqualTo(new SourceInfo("BBC-Somali", "news", "so", "BBC Terms of Use", "news", "news"));
        assertThat(source.settings())
                .isEqualTo(Settings.of(Map.of("service", "somali", "extract", "bbc/2", "given.max_articles", "all")));
        assertThat(source.earlier())
                .extracting(before -> before.settings().values().get("extract"))
                .containsExactly("bbc/1");
        assertThatThrownBy(() -> BbcSettings.of("somalia"))
                .hasMessageStartingWith("BBC service is \"somalia\"; expected one of afaanoromoo, afrique, ")
                .hasMessageEndingWith("yoruba, zhongwen");
    }

    @Test
    void findsArticlesInFeedsThenOnTheFrontPageThenInTopics() throws IOException {
        Snapshot snapshot = source(settings()).snapshot();

        assertThat(snapshot.payload()).contains("""
                        https://www.bbc.com/somali/articles/c000000001mo
                        https://www.bbc.com/somali/war-50000002
                        https://www.bbc.com/somali/50000004
                        https://www.bbc.com/somali/warar/2016/06/160628_roobka_beeraha
                        https://www.bbc.com/somali/articles/c000000006mo
                        https://www.bbc.com/somali/50000009
                        https://www.bbc.com/somali/50000010
                        https://www.bbc.com/somali/50000011
                        https://www.bbc.com/somali/articles/c000000007mo
                        https://www.bbc.com/somali/sport-50000008
                        """);
        assertThat(snapshot.id()).matches("bbc-somali@sha256:[0-9a-f]{64}");
        assertThat(site.requests())
                .containsExactly(
                        "/robots.txt",
                        "/somali/rss.xml",
                        "/robots.txt",
                        "/somali/index.xml",
                        "/somali",
                        "/somali/topics/c00000000001t",
                        "/somali/topics/c00000000002t",
                        "/somali/topics/c00000000001t?page=2");
    }

    @Test
    void looksNoFurtherThanItMust() throws IOException {
        Snapshot snapshot =
                source(settings().withArticlesMax(OptionalInt.of(1))).snapshot();

        assertThat(snapshot.payload()).contains("https://www.bbc.com/somali/articles/c000000001mo\n");
        assertThat(site.requests()).containsExactly("/robots.txt", "/somali/rss.xml", "/robots.txt");
    }

    @Test
    void endsAfterSoManyLists() throws IOException {
        for (int page = 1; page < 100; page++) {
            site.html(
                    "/somali/topics/c00000000002t" + (page == 1 ? "" : "?page=" + page),
                    SmallSite.links("/somali/6000" + (1000 + page)) + "<nav data-testid='topic-pagination'>"
                            + SmallSite.links("?page=99") + "</nav>");
        }

        source(settings()).snapshot();

        assertThat(site.requests().stream().filter(path -> !path.equals("/robots.txt")))
                .hasSize(Discovery.LISTS_MAX);
    }

    @Test
    void givesArticlesAndSaysWhyOthersAreNone() throws IOException {
        BbcSource source = source(settings());
        Snapshot snapshot = source.snapshot();

        List<String> came = came(source.open(snapshot, Position.START));

        assertThat(came)
                .containsExactly(
                        "Kow: Sheeko kow.",
                        "Laba: Sheeko laba.",
                        "50000004: gone (404)",
                        "Saddex: Sheeko saddex.",
                        "c000000006mo: gone (redirects to https://www.bbc.com/somali, which is no article)",
                        "Afar: Sheeko afar.",
                        "50000010: content type is image/png; expected text/html",
                        "50000011: gone (redirects to https://www.bbc.com/somali/war-50000002, which is read as well)",
                        "c000000007mo: no paragraph is text; expected an article, not a player, a gallery or an index",
                        "Shan: Sheeko shan.");
        assertThat(source.size(snapshot)).hasValue(10);
    }

    @Test
    void setsAsideWhatOughtToBeAnArticleAndCannotBeRead() throws IOException {
        BbcSource source = source(settings());
        List<String> units = new ArrayList<>();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            for (int i = 0; i < 10; i++) {
                try {
                    reader.read();
                } catch (MalformedDocumentException e) {
                    if (e.isUnit()) {
                        units.add(e.documentId());
                    }
                }
            }
        }
        assertThat(units).containsExactly("50000004", "c000000006mo", "50000010");
    }

    @Test
    void publishesCanonicalAddressesAndWhatThePageSaysOfItself() throws Exception {
        BbcSource source = source(settings());
        Snapshot snapshot = source.snapshot();

        try (DocumentReader reader = source.open(snapshot, new Position("article=3"))) {
            assertThat(((Reading.Read) reader.read()).document())
                    .isEqualTo(Document.of(
                            "warar/2016/06/160628_roobka_beeraha",
                            "Saddex",
                            "Sheeko saddex.",
                            "https://www.bbc.com/somali/warar/2016/06/160628_roobka_beeraha",
                            Map.of(
                                    "article_id",
                                    "warar/2016/06/160628_roobka_beeraha",
                                    "service",
                                    "somali",
                                    "date_published",
                                    "2026-11-01")));
            assertThat(reader.atBoundary()).isTrue();
            assertThat(reader.position()).isEqualTo(new Position("article=4"));
        }
    }

    @Test
    void fetchesNoArticleAgainAfterAResume() throws IOException {
        Snapshot snapshot = source(settings()).snapshot();
        List<String> all = came(source(settings()).open(snapshot, Position.START));
        for (int n = 0; n <= all.size(); n++) {
            site.forget();
            BbcSource resumed = source(settings());
            resumed.availability(snapshot);
            resumed.size(snapshot);
            assertThat(came(resumed.open(snapshot, new Position("article=" + n))))
                    .isEqualTo(all.subList(n, all.size()));
            List<String> before = snapshot.payload()
                    .orElseThrow()
                    .lines()
                    .limit(n)
                    .map(url -> url.substring("https://www.bbc.com".length()))
                    .toList();
            assertThat(site.requests()).allMatch(path -> !before.contains(path));
            assertThat(site.requests()).doesNotContain("/somali", "/somali/rss.xml", "/somali/index.xml");
            // What cannot be read is asked for again before it is given up.
            assertThat(site.requests().stream().filter(path -> !path.equals("/somali/50000010")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void restsAsLongAsRobotsTxtAsksBetweenRequests() throws IOException {
        source(settings()
                        .withDelays(Duration.ofMillis(100), Duration.ofMillis(500))
                        .withArticlesMax(OptionalInt.of(3)))
                .snapshot();

        Duration ours = Duration.ofMillis(500);
        Duration theirs = Duration.ofSeconds(2);
        assertThat(timing.waits()).containsExactly(theirs, ours, theirs);
    }

    @Test
    void drawsRestsBetweenItsLimits() {
        RequestSpacing spacing = new RequestSpacing(timing, Duration.ofSeconds(1), Duration.ofSeconds(3));

        assertThat(spacing.beforeNext(Duration.ofSeconds(9))).isZero();
        spacing.requestEnded();
        assertThat(spacing.beforeNext(Duration.ZERO)).isEqualTo(Duration.ofSeconds(3));
        assertThat(spacing.beforeNext(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
        timing.await(Duration.ofSeconds(2), new CountDownLatch(0));
        assertThat(spacing.beforeNext(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        timing.await(Duration.ofSeconds(2), new CountDownLatch(0));
        assertThat(spacing.beforeNext(Duration.ZERO)).isZero();
    }

    @Test
    void refusesAPositionOrAListThatIsNotItsOwn() throws IOException {
        BbcSource source = source(settings());
        Snapshot snapshot = source.snapshot();

        assertThatThrownBy(() -> source.open(snapshot, new Position("article=11")))
                .hasMessage(
                        "position \"article=11\" does not belong to this snapshot: article is \"11\"; expected 0 to 10");
        assertThatThrownBy(() -> source.open(snapshot, new Position("stream=1 page=2")))
                .hasMessageStartingWith("position \"stream=1 page=2\" does not belong to this snapshot: ");
        assertThatThrownBy(() -> source.open(Snapshot.of(snapshot.id()), Position.START))
                .hasMessageContaining("the stored list of addresses is missing");
        assertThatThrownBy(() -> source.open(Snapshot.of(snapshot.id(), "x\n"), Position.START))
                .hasMessageStartingWith(
                        "snapshot " + snapshot.id() + ": the stored list of addresses is that of bbc-somali@sha256:");
        Snapshot foreign = new Frontier(
                        Service.named("somali"), List.of(new ArticleAddress("https://a.example/", "a")), List.of())
                .snapshot();
        assertThatThrownBy(() -> source.open(foreign, Position.START))
                .hasMessageContaining("line 1 is \"https://a.example/\"; expected the address of an article");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> settings().withArticlesMax(OptionalInt.of(0)))
                .hasMessage("max articles is 0; expected 1 or more");
        assertThatThrownBy(() -> settings().withDelays(Duration.ofSeconds(3), Duration.ofSeconds(1)))
                .hasMessageStartingWith("min delay is 3.0 s and max delay 1.0 s");
        assertThatThrownBy(() -> settings().withBaseUrl(Optional.of("http://localhost/bbc")))
                .hasMessageContaining("expected scheme and host alone");
        assertThat(settings().withBaseUrl(Optional.of("http://localhost:1/")).baseUrl())
                .contains("http://localhost:1");
    }

    private BbcSettings settings() {
        return BbcSettings.of("somali")
                .withTermsAccepted(true)
                .withBaseUrl(Optional.of("http://localhost:" + server.getPort()));
    }

    private BbcSource source(BbcSettings settings) {
        return new BbcSource(settings, http, timing, cache);
    }

    private static List<String> came(DocumentReader reader) throws IOException {
        List<String> came = new ArrayList<>();
        while (true) {
            try {
                if (!(reader.read() instanceof Reading.Read read)) {
                    return came;
                }
                came.add(read.document().title() + ": " + read.document().text());
            } catch (MalformedDocumentException e) {
                came.add(e.documentId() + ": " + e.getMessage());
            }
        }
    }
}
