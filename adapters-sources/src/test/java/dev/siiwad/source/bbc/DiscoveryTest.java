package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Collected;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.TryLaterException;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a discovery where a list fails, or the process dies. */
class DiscoveryTest {
    private static final String TOPIC = "/somali/topics/c00000000001t";
    private static final String WITHOUT_IT = "https://www.bbc.com" + TOPIC
            + "! the list of articles was made without it: broken (500), while the front page answers";

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
    void makesTheListWithoutATopicThatFailsForGoodAndNamesItAfterTheArticles() throws IOException {
        site.status(TOPIC, 500);
        Snapshot snapshot = source().snapshot();

        List<String> came = Reads.all(source().open(snapshot, Position.START));
        assertThat(came).hasSize(8).endsWith(WITHOUT_IT);
        assertThat(source().size(snapshot)).hasValue(8);
        assertThat(Reads.all(source().open(snapshot, new Position("article=7"))))
                .containsExactly(WITHOUT_IT);
        assertThat(Reads.all(source().open(snapshot, new Position("article=8"))))
                .isEmpty();
        assertThat(site.requests()).contains("/somali/topics/c00000000002t");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 502, 503})
    void makesTheListWithoutAnyListThatTheSiteDoesNotGive(int status) throws IOException {
        for (String list : List.of("/somali/rss.xml", TOPIC, TOPIC + "?page=2")) {
            site.status(list, status);
        }
        Snapshot snapshot = source().snapshot();

        assertThat(snapshot.payload().orElseThrow().lines())
                .contains("https://www.bbc.com/somali/50000004", "https://www.bbc.com/somali/50000009");
        assertThat(snapshot.payload().orElseThrow().lines().filter(line -> line.startsWith("not-seen\t")))
                .anyMatch(line -> line.startsWith("not-seen\thttps://www.bbc.com" + TOPIC + "\t"))
                .anySatisfy(line -> assertThat(line).contains("(" + status + ")"));
    }

    @Test
    void namesATopicWhosePageIsCutOrComesAgain() throws IOException {
        String nav = "<nav data-testid='topic-pagination'>" + SmallSite.links("?page=5") + "</nav>";
        site.html(TOPIC, SmallSite.links("/somali/50000020") + nav);
        site.html(TOPIC + "?page=2", SmallSite.links("/somali/50000021"));
        assertThat(notSeen())
                .containsExactly("not-seen\thttps://www.bbc.com" + TOPIC + "?page=2\thttps://www.bbc.com" + TOPIC
                        + ": 2 came on 2 pages, of 5 in all. What came is not known to be the whole list");

        site.html(TOPIC + "?page=2", SmallSite.links("/somali/50000020") + nav);
        assertThat(notSeen()).singleElement().asString().contains("page 2 holds", "which page 1 has held");
    }

    /** What a new list names that it was made without. */
    private List<String> notSeen() throws IOException {
        Snapshot snapshot = source().snapshot();
        source().open(snapshot, Position.START).close();
        return snapshot.payload()
                .orElseThrow()
                .lines()
                .filter(line -> line.startsWith("not-seen"))
                .toList();
    }

    @Test
    void doesNotCountAFeedThatTheServiceHasNot() throws IOException {
        site.status("/somali/index.xml", 404);
        assertThat(source().snapshot().payload().orElseThrow()).doesNotContain("not-seen");
        site.forget();
        assertThat(source().snapshot().payload().orElseThrow()).doesNotContain("not-seen");
        assertThat(site.requests()).doesNotContain("/somali/index.xml");
    }

    @Test
    void countsAddressesOfNoKnownShapeAmongWhatIsMissing() throws IOException {
        site.html(
                TOPIC,
                SmallSite.links("/somali/sheeko/x9-2027", "/somali/articles/c000000006mo", "/somali/sheeko/y9-2027"));
        Snapshot snapshot = source().snapshot();
        assertThat(Reads.all(source().open(snapshot, Position.START)))
                .last()
                .isEqualTo(
                        "https://www.bbc.com/somali#unknown! the list of articles was made without it: 2 addresses of a"
                                + " shape that is not known were not read, such as /somali/sheeko/x9-2027, /somali/sheeko/y9-2027");
    }

    @Test
    void leavesOutWhatIsHeldUnlessAListSaysThatItWasChangedSince() throws IOException {
        Instant collected = Instant.parse("2026-11-02T00:00:00Z");
        Collected all =
                (address, changed) -> changed.filter(collected::isBefore).isEmpty();
        assertThat(source().snapshot(all)).isEmpty();
        assertThat(cache.resolve("discovery.jsonl"))
                .as("the next start looks again")
                .doesNotExist();

        site.html(
                TOPIC,
                curation("c000000006mo", "2026-11-02T00:00:01Z") + curation("c000000001mo", "2026-11-01T00:00:00Z"));
        assertThat(source().snapshot(all).orElseThrow().payload())
                .contains("https://www.bbc.com/somali/articles/c000000006mo\n");
    }

    @Test
    void looksForAsManyNewOnesAsAreWanted() throws IOException {
        Collected feeds = (address, changed) -> !address.contains("c000000007mo");
        BbcSource one = new BbcSource(settings().withArticlesMax(OptionalInt.of(1)), http, timing, cache);
        assertThat(one.snapshot(feeds).orElseThrow().payload())
                .contains("https://www.bbc.com/somali/articles/c000000007mo\n");
    }

    @Test
    void holdsWhatItHasReadAndNotWhatItSetAside() throws IOException {
        Snapshot snapshot = source().snapshot();
        List<String> listed = snapshot.payload().orElseThrow().lines().toList();
        assertThat(source().addresses(snapshot, Position.START, Set.of())).isEmpty();
        assertThat(source().addresses(snapshot, new Position("article=3"), Set.of("war-50000002")))
                .containsExactly(listed.get(0), listed.get(2));
        assertThat(source().addresses(snapshot, new Position("article=10 aliases=0123456789"), Set.of()))
                .isEqualTo(listed);
    }

    private static String curation(String id, String changed) {
        return "<script id='__NEXT_DATA__'>{\"curations\":[{\"summaries\":[{\"link\":\"https://www.bbc.com/somali/articles/"
                + id + "\",\"lastPublished\":\"" + changed + "\"}]}]}</script>";
    }

    @Test
    void endsWhereTheFrontPageFailsToo() {
        site.status("/somali/rss.xml", 503);
        site.status("/somali", 503);
        assertThatThrownBy(() -> source().snapshot()).hasMessageContaining("/somali/rss.xml: status 503");
    }

    @Test
    void asksForNoListTwiceWhereverItDies() throws IOException {
        Snapshot undisturbed = source().snapshot();
        source().open(undisturbed, Position.START).close();
        List<String> all = site.requests();
        for (int died = 0; died < all.size(); died++) {
            site.forget();
            site.cutOffAfter(died);
            assertThatThrownBy(() -> source().snapshot()).isInstanceOf(IOException.class);
            List<String> before = lists(all.subList(0, died));
            site.cutOffAfter(Integer.MAX_VALUE);
            site.forget();

            Snapshot resumed = source().snapshot();

            assertThat(resumed).as("died after %s requests", died).isEqualTo(undisturbed);
            assertThat(lists(site.requests()).stream().filter(before::contains)).isEmpty();
            source().open(resumed, Position.START).close();
        }
    }

    @Test
    void goesOnAfterADayOffWhereItWasToldToComeBackLater() throws IOException {
        site.answer(
                TOPIC,
                () -> new MockResponse.Builder()
                        .code(429)
                        .setHeader("Retry-After", "3600")
                        .build());
        assertThatThrownBy(() -> source().snapshot()).isInstanceOf(TryLaterException.class);
        site.forget();
        timing.await(Duration.ofHours(2), new CountDownLatch(0));
        site.html(TOPIC, SmallSite.links("/somali/articles/c000000006mo"));

        assertThat(source().snapshot().payload().orElseThrow()).contains("c000000006mo");
        assertThat(site.requests()).doesNotContain("/somali", "/somali/rss.xml").contains(TOPIC);
    }

    @Test
    void doesNotTakeListsOfAnotherDayNorOnesThatAreCutShort() throws IOException {
        source().snapshot();
        Path saved = cache.resolve("discovery.jsonl");
        byte[] whole = Files.readAllBytes(saved);
        Snapshot expected = source().snapshot();
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(saved, Arrays.copyOf(whole, length));
            assertThat(source().snapshot()).isEqualTo(expected);
            assertThat(source().snapshot()).isEqualTo(expected);
        }
        timing.await(Duration.ofHours(25), new CountDownLatch(0));
        site.forget();
        source().snapshot();
        assertThat(site.requests()).contains("/somali", "/somali/rss.xml", TOPIC);
    }

    @Test
    void keepsNothingOnceTheListIsPinned() throws IOException {
        Snapshot snapshot = source().snapshot();
        assertThat(cache.resolve("discovery.jsonl")).exists();
        source().open(snapshot, Position.START).close();
        assertThat(cache.resolve("discovery.jsonl")).doesNotExist();
    }

    @Test
    void findsWhatThereIsWhereNothingCanBeKept() throws IOException {
        Files.writeString(cache.resolve("file"), "");
        BbcSource source = new BbcSource(settings(), http, timing, cache.resolve("file/below"));
        assertThat(source.snapshot()).isEqualTo(source().snapshot());
    }

    @Test
    void looksForMoreInSavedListsThanWasWantedBefore() throws IOException {
        new BbcSource(settings().withArticlesMax(OptionalInt.of(1)), http, timing, cache).snapshot();
        assertThat(source().size(source().snapshot())).hasValue(10);
    }

    @Test
    void findsTheArticleThatAFrontPageIs() throws IOException {
        site.redirect("/somali", "/somali/articles/c000000020mo");
        site.html("/somali/articles/c000000020mo", SmallSite.links("/somali/50000021"));
        assertThat(source().snapshot().payload().orElseThrow())
                .contains("/somali/articles/c000000020mo\n", "/somali/50000021\n");
    }

    @Test
    void followsAServiceToTheHostThatItLivesOn() throws IOException {
        List<String> moved = new ArrayList<>(List.of("https://www.bbc.co.uk/somali"));
        site.answer("/somali", () -> {
            MockResponse.Builder response = new MockResponse.Builder();
            return moved.isEmpty()
                    ? response.body("<html><a href='/somali/50000022'>x</a></html>")
                            .setHeader("Content-Type", "text/html")
                            .build()
                    : response.code(301).setHeader("Location", moved.remove(0)).build();
        });
        assertThat(source().snapshot().payload().orElseThrow()).contains("https://www.bbc.com/somali/50000022\n");
        assertThat(site.requests().stream().filter("/robots.txt"::equals))
                .as("those of the feeds, of bbc.com and of bbc.co.uk")
                .hasSize(3);
    }

    private static List<String> lists(List<String> requests) {
        List<String> lists = new ArrayList<>(requests);
        lists.removeIf(path -> path.equals("/robots.txt"));
        return lists;
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
