package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several addresses, one article: redirects and what a page says of itself decide. */
class BbcOneArticleTest {
    @TempDir
    private Path cache;

    private final MockWebServer server = new MockWebServer();
    private final SmallSite site = new SmallSite();
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
    void givesAnArticleThatTwoAddressesRedirectToOnceUnderItsOwn() throws IOException {
        site.redirect("/somali/articles/c0000000002o", "/somali/articles/c0000000099o");
        site.redirect("/somali/articles/c0000000003o", "https://www.bbc.co.uk/somali/articles/c0000000099o?x=1");
        site.html("/somali/articles/c0000000099o", SmallSite.article("Sagaal", "Sheeko."));

        assertThat(read("articles/c0000000002o", "articles/c0000000003o"))
                .containsExactly(
                        "c0000000099o: Sagaal",
                        "c0000000003o! gone (redirects to https://www.bbc.com/somali/articles/c0000000099o,"
                                + " which is read as well)");
    }

    @Test
    void takesAPageForTheArticleThatItSaysItIs() throws IOException {
        page("war-50000001", "https://www.bbc.com/somali/articles/c0000000010o");
        page("50000002", "https://www.bbc.co.uk/somali/articles/c0000000010o.amp");
        page("war-50000003", "/somali/war-50000003");
        page("war-50000004", "https://www.bbc.com/somali/war-50000003");

        assertThat(read("war-50000001", "50000002", "war-50000003", "war-50000004"))
                .containsExactly(
                        "c0000000010o: war-50000001",
                        "50000002! the same article as https://www.bbc.com/somali/articles/c0000000010o, which is read as well",
                        "war-50000003: war-50000003",
                        "war-50000004! the same article as https://www.bbc.com/somali/war-50000003, which is read as well");
    }

    @Test
    void losesNoArticleWherePagesNameEachOther() throws IOException {
        page("50000001", "/somali/50000002");
        page("50000002", "/somali/50000001");

        assertThat(read("50000001", "50000002"))
                .containsExactly(
                        "50000002: 50000001",
                        "50000002! the same article as one that was read before, at another address");
        assertThat(site.requests()).doesNotContain("/somali/50000002");
    }

    @Test
    void keepsTheAddressOfAPageThatNamesWhatIsNoArticleOfTheService() throws IOException {
        page("50000001", "https://www.bbc.com/somali");
        page("50000002", "https://www.bbc.com/hausa/50000009");
        page("50000003", "https://tusaale.example/somali/50000009");
        page("50000004", "http://[");

        assertThat(read("50000001", "50000002", "50000003", "50000004"))
                .containsExactly(
                        "50000001: 50000001", "50000002: 50000002", "50000003: 50000003", "50000004: 50000004");
    }

    @Test
    void knowsAfterAResumeWhatWasReadUnderAnotherAddress() throws IOException {
        page("50000001", "/somali/articles/c0000000010o");
        page("50000002", "/somali/50000002");
        page("50000003", "/somali/articles/c0000000010o");
        Snapshot snapshot = frontier("50000001", "50000002", "50000003");
        List<String> all = Reads.all(source().open(snapshot, Position.START));

        Position position = Position.START;
        for (int n = 0; n < all.size(); n++) {
            try (DocumentReader resumed = source().open(snapshot, position)) {
                assertThat(Reads.one(resumed)).isEqualTo(all.get(n));
                position = resumed.position();
            }
        }
        assertThat(position.token()).matches("article=3 aliases=[0-9a-f]{10}");
        assertThat(all.get(2)).startsWith("50000003! the same article as ");
    }

    @Test
    void forgetsTheOldestAliasRatherThanGrow() {
        Aliases aliases = new Aliases();
        for (int i = 0; i <= Aliases.MARKS_MAX; i++) {
            aliases.add(address("a-" + (50000000 + i)));
        }
        assertThat(aliases.contains(address("a-50000000"))).isFalse();
        assertThat(aliases.contains(address("a-50000001"))).isTrue();
        assertThat(aliases.contains(address("a-" + (50000000 + Aliases.MARKS_MAX))))
                .isTrue();
        assertThat("article=100000 aliases=" + aliases.text()).hasSizeLessThan(Position.CHARS_MAX);
    }

    @Test
    void refusesAliasesThatItDidNotWrite() throws IOException {
        Snapshot snapshot = frontier("50000001");
        for (String aliases : List.of("", "0123456789abcdef", "0123456789abcdef01234g")) {
            assertThatThrownBy(() -> source().open(snapshot, new Position("article=0 aliases=" + aliases)))
                    .hasMessageContaining("aliases is \"" + aliases + "\"");
        }
    }

    private void page(String path, String canonical) {
        site.html(
                "/somali/" + path,
                "<link rel=\"canonical\" href=\"" + canonical + "\">" + SmallSite.article(path, "Sheeko."));
    }

    private List<String> read(String... paths) throws IOException {
        try (DocumentReader reader = source().open(frontier(paths), Position.START)) {
            return Reads.all(reader);
        }
    }

    private static Snapshot frontier(String... paths) {
        return new Frontier(
                        Service.named("somali"),
                        Stream.of(paths).map(BbcOneArticleTest::address).toList(),
                        List.of())
                .snapshot();
    }

    private static ArticleAddress address(String path) {
        return ArticleAddress.of(Service.named("somali"), "/somali/" + path).orElseThrow();
    }

    private BbcSource source() {
        BbcSettings settings = BbcSettings.of("somali")
                .withTermsAccepted(true)
                .withBaseUrl(Optional.of("http://localhost:" + server.getPort()));
        return new BbcSource(settings, http, timing, cache);
    }
}
