package dev.siiwad.source.sprakbanken;

import static dev.siiwad.source.sprakbanken.Made.corpus;
import static dev.siiwad.source.sprakbanken.Made.sentence;
import static dev.siiwad.source.sprakbanken.SprakbankenSourceTest.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.PromptSockets;
import dev.siiwad.testkit.Rig;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One corpus that is broken for good costs that corpus, and what it held before the damage is kept. */
class BrokenCorpusTest {
    private static final String PAGE = "<!DOCTYPE html><html><body>Service is down</body></html>";

    private final MockWebServer web = new MockWebServer();
    private final SprakbankenServer server = new SprakbankenServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());

    @TempDir
    private Path raw;

    @BeforeEach
    void start() throws IOException {
        web.setDispatcher(server);
        web.setServerSocketFactory(new PromptSockets());
        web.start();
        server.with("a", "2020-01-01", texts(2))
                .with("b", "2020-01-01", texts(3))
                .with("c", "2020-01-01", texts(1));
    }

    @AfterEach
    void stop() {
        http.close();
        web.close();
    }

    private static String texts(int count) {
        return corpus(("<text>" + sentence("Waa qoraal .") + "</text>\n").repeat(count));
    }

    private static byte[] longFile() throws IOException {
        return Made.packed(corpus(Stream.iterate(1, n -> n + 1)
                .limit(9000)
                .map(n -> "<text>" + sentence(Integer.toString(n * 7919, 36) + " " + Integer.toString(n * 104729, 36))
                        + "</text>")
                .reduce("", String::concat)));
    }

    static Stream<Arguments> damage() throws IOException {
        String two = "<text>" + sentence("Kow .") + "</text><text>" + sentence("Labo .") + "</text>";
        String after = "what comes after its first 2 documents cannot be read";
        byte[] packed = Made.packed(texts(3));
        return Stream.of(
                Arguments.of(
                        Made.packed(corpus("<text><sentence><w>AT&T</w></sentence></text>")), "it cannot be read", 0),
                Arguments.of(Made.packed(corpus(two + "<text><sentence><w>R&D</w>")), after, 2),
                Arguments.of(Made.packed(corpus(two + "<text><w>a\u0002b</w></text>")), after, 2),
                Arguments.of(Made.packed(corpus(two + "<text><w>&#11;</w></text>")), after, 2),
                Arguments.of(Made.packed(corpus(two + "<text><w>" + "x".repeat(300_000) + "</w></text>")), after, 2),
                Arguments.of(Made.packed("<!DOCTYPE corpus []>" + texts(1)), "a document type declaration", 0),
                Arguments.of(Made.packed(PAGE), "it cannot be read", 0),
                Arguments.of(Made.bytes("\n" + PAGE), "begins with \"?<!DOCTYPE html>", 0),
                Arguments.of(
                        Arrays.copyOf(packed, packed.length - 5),
                        "what comes after its first 3 documents cannot be read",
                        3),
                Arguments.of(Made.bytes("BZh9"), "it cannot be read", 0),
                Arguments.of(Made.packed(""), "it cannot be read", 0));
    }

    @ParameterizedTest
    @MethodSource("damage")
    void whatIsTheSameWhenItIsDownloadedAgainIsSetAside(byte[] file, String why, int before) throws IOException {
        server.withFile("b", "2020-01-01", file);
        Snapshot snapshot = source().snapshot();
        server.forgetAsked();

        List<String> came = readAll(source(), snapshot, Position.START);

        assertThat(came).hasSize(3 + before + 1 + 3).startsWith("a/text=1", "a/text=2", "boundary");
        assertThat(came.get(3 + before))
                .startsWith("unit b: ")
                .contains(why, "its file is the same when it is downloaded again", "[https://spraakbanken.gu.se/")
                .doesNotContain(raw.toString(), "localhost");
        assertThat(came.subList(3 + before + 1, came.size())).containsExactly("boundary", "c/text=1", "boundary");
        assertThat(server.asked())
                .filteredOn(asked -> asked.endsWith("/b.xml.bz2"))
                .hasSize(2);
    }

    @Test
    void aFileThatIsCutAfterManyTextsKeepsThem() throws IOException {
        byte[] whole = longFile();
        server.withFile("b", "2020-01-01", Arrays.copyOf(whole, whole.length - whole.length / 5));

        List<String> came = readAll(source(), source().snapshot(), Position.START);

        List<String> ofB = came.stream().filter(what -> what.startsWith("b/")).toList();
        assertThat(ofB).hasSizeGreaterThan(1000);
        assertThat(came.get(3 + ofB.size()))
                .startsWith("unit b: what comes after its first " + ofB.size() + " documents cannot be read");
        assertThat(came).endsWith("c/text=1", "boundary");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void oneWrongAnswerPinsNothing(SprakbankenServer.Lie lie) throws IOException {
        Snapshot right = source().snapshot();
        for (SprakbankenServer.Lie[] lies : new SprakbankenServer.Lie[][] {{lie}, {SprakbankenServer.Lie.NONE, lie}}) {
            server.lie("b", lies);
            Snapshot pinned = source().snapshot();
            boolean tagLost = lie == SprakbankenServer.Lie.OTHER_TAG;
            assertThat(tagLost ? lengths(pinned) : pinned).isEqualTo(tagLost ? lengths(right) : right);
        }
    }

    @Test
    void whereAllAreDamagedThereIsNoDataset() throws IOException {
        for (String id : List.of("a", "b", "c")) {
            byte[] damaged = Made.packed(texts(3));
            Arrays.fill(damaged, 20, damaged.length, (byte) 7);
            server.withFile(id, "2020-01-01", damaged);
        }
        RunReport report = new Rig().run(source(), RunRequest.defaults(), new DurableOperations());

        assertThat(report)
                .isInstanceOfSatisfying(
                        RunReport.NothingKept.class,
                        nothing -> assertThat(nothing.examples()).hasSize(3).allMatch(Entry.Quarantined::unit));
    }

    /** What is pinned of each corpus but the tag of its file. */
    private static List<PinnedCorpus> lengths(Snapshot pinned) throws IOException {
        return PinnedCorpus.of(pinned).stream()
                .map(corpus -> corpus.withEtag(Optional.empty()))
                .toList();
    }

    @Test
    void damageOnTheWayCostsOneMoreDownload() throws IOException {
        Snapshot snapshot = source().snapshot();
        byte[] right = Made.packed(texts(3));
        byte[] wrong = right.clone();
        wrong[right.length / 2] ^= 1;
        server.damageOnTheWay("b", wrong);
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            assertThat(reader.skip(2)).isEqualTo(2);
            reader.fetch();
            reader.fetch();
            server.damageNothing();
            assertThat(reader.skip(10)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410, 500, 503})
    void aFileThatIsRefusedForGoodIsSetAsideWhereOthersAreNot(int status) throws IOException {
        Snapshot snapshot = source().snapshot();
        server.refuse("b", status);

        assertThat(readAll(source(), snapshot, Position.START))
                .containsExactly(
                        "a/text=1",
                        "a/text=2",
                        "boundary",
                        "unit b: its file " + (status == 404 || status == 410 ? "is not there" : "cannot be had")
                                + ": status " + status,
                        "boundary",
                        "c/text=1",
                        "boundary");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void whatIsRefusedAlreadyWhenItIsPinnedIsAskedForAgainWhenItIsRead(int status) throws IOException {
        server.refuse("b", status);
        Snapshot snapshot = source().snapshot();

        assertThat(readAll(source(), snapshot, Position.START))
                .contains("unit b: its file cannot be had: status " + status, "c/text=1");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500})
    void aServerThatRefusesAllIsTheServersTrouble(int status) throws IOException {
        Snapshot snapshot = source().snapshot();
        List.of("a", "b", "c").forEach(id -> server.refuse(id, status));

        assertThatThrownBy(() -> readAll(source(), snapshot, Position.START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status " + status);
        assertThatThrownBy(() -> source().snapshot()).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatBreaksOffEveryTimeIsSetAsideWhereAnotherArrives() throws IOException {
        Snapshot snapshot = source().snapshot();
        server.cutForEver("b");

        assertThat(readAll(source(), snapshot, Position.START))
                .contains(
                        "a/text=2",
                        "unit b: its file breaks off each time it is downloaded, and others arrive whole",
                        "c/text=1");

        server.cutForEver("a");
        server.cutForEver("c");
        assertThatThrownBy(() -> readAll(source(), snapshot, Position.START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.xml.bz2: ProtocolException: unexpected end of stream");
    }

    @Test
    void aPageInPlaceOfAFileIsSetAsideAndAPageInPlaceOfAllIsNot() throws IOException {
        Snapshot snapshot = source().snapshot();
        server.sendInstead("b", PAGE.getBytes(StandardCharsets.UTF_8));

        assertThat(readAll(source(), snapshot, Position.START).get(3))
                .startsWith("unit b: its file has another length than the ")
                .contains("bytes that were pinned, and is not a corpus: [https://", "begins with \"<!DOCTYPE html>");

        for (String id : List.of("a", "b", "c")) {
            server.withFile(id, "2020-01-01", PAGE.getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> readAll(source(), snapshot, Position.START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("It is another file, or an error page");
    }

    @Test
    void aPageInPlaceOfAllFilesIsNotPinned() throws IOException {
        server.withFile("b", "2020-01-01", PAGE.getBytes(StandardCharsets.UTF_8));
        assertThat(readAll(source(), source().snapshot(), Position.START))
                .contains("unit b: its address answers with a web page", "c/text=1");

        for (String id : List.of("a", "c")) {
            server.withFile(id, "2020-01-01", PAGE.getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> source().snapshot())
                .hasMessage(
                        "corpus a cannot be read: its address answers with a web page. Nor can any of the 2 others");
    }

    @Test
    void anotherEditionOfACorpusIsADecision() throws IOException {
        Snapshot snapshot = source().snapshot();
        server.with("b", "2021-01-01", texts(30));

        assertThatThrownBy(() -> readAll(source(), snapshot, Position.START))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("It is another edition of the corpus than the run began with")
                .satisfies(Helps.by(CorpusFiles.waysOut()));
    }

    @Test
    void marksOfDamageGoWithTheFile() throws IOException {
        server.withFile("b", "2020-01-01", Made.packed(corpus("<text><w>R&D</w>")));
        readAll(source(), source().snapshot(), Position.START);
        try (Stream<Path> left = Files.list(raw.resolve("source=Sprakbanken-Somali"))) {
            assertThat(left).isEmpty();
        }
    }

    @Nested
    class KeepsTheContractAroundBrokenCorpora extends SourceContract {
        @BeforeEach
        void damage() throws IOException {
            String two = "<text>" + sentence("Kow .") + "</text><text>" + sentence("Labo .") + "</text>";
            server.withFile("a", "2020-01-01", Made.packed(corpus(two + "<text><w>R&D</w>")))
                    .withFile("b2", "2020-01-01", Made.bytes(PAGE))
                    .with("b3", "2020-01-01", texts(2))
                    .refuse("b3", 500)
                    .withFile("d", "2020-01-01", Made.packed("<corpus>"));
        }

        @Override
        protected void cutOff(boolean cut) {
            server.cutOff(cut);
        }

        @Override
        protected Source open() {
            return source();
        }

        @Override
        protected Source openCutShort() {
            server.cutFilesShort();
            return source();
        }
    }

    private Source source() {
        String base = "http://localhost:" + web.getPort();
        return new SprakbankenSource(
                "so", Optional.empty(), Optional.empty(), http, Optional.of(base), raw, false, false);
    }
}
