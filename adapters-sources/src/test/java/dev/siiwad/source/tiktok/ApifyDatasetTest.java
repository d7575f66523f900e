package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.http.FakeTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a paid run has left is read, however late its dataset tells of it. */
class ApifyDatasetTest {
    private static final int VIDEOS = 3;

    @TempDir
    private Path directory;

    private FakeApify account;
    private TikTokServer server;
    private List<Document> expected;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        server.newAccount(VIDEOS);
        expected = new Reader(server::apify).toEnd().documents;
        account = server.newAccount(VIDEOS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,18", "18,0", "7,7", "3,18", "18,7", "7,0", "17,17"})
    void readsAllThatWasPaidForWhereTotalOrItemsLag(int total, int items) throws IOException {
        for (int itemsPerPage : new int[] {1, 3, 1000}) {
            account = server.newAccount(VIDEOS);
            server.itemsPerPage = itemsPerPage;
            account.lag = Duration.ofSeconds(5);
            account.totalWhileLagging = total;
            account.itemsWhileLagging = items;
            assertThat(new Reader(server::apify).toEnd().documents)
                    .as("%s items a page", itemsPerPage)
                    .isEqualTo(expected);
            assertThat(account.paidRuns()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyPageBelowTheTotalIsAskedForAgainAndIsNeverTheEnd() throws IOException {
        account.lag = Duration.ofHours(1);
        account.itemsWhileLagging = 4;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageStartingWith(
                        "dataset dataset-0: 4 came on 3 pages, of 18 in all. What came is not known to be"
                                + " the whole list; what it has left may be incomplete")
                .satisfies(Helps.by(
                        new Remedy.Decide("take_partial", "run-0"),
                        new Remedy.Decide("skip_failed", ""),
                        new Remedy.StartOver(true)));
        assertThat(account.asked().stream().filter(line -> line.contains("/items?offset=4&")))
                .hasSize(6);

        server.letPass(Duration.ofHours(1));
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    /** Nor does a total that is too small prove that all came. */
    @ParameterizedTest
    @CsvSource({"3,17", "1000,4", "1000,17", "1000,19"})
    void aTotalThatDisagreesForGoodIsDecidedAbout(int itemsPerPage, int total) throws IOException {
        server.itemsPerPage = itemsPerPage;
        account.totalAlways = total;
        Reader reader = new Reader(server::apify);
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(reader::toEnd)
                    .hasMessageContaining("of " + total + " in all. What came is not known to be the whole list");
        }
        assertThat(reader.documents).hasSize(expected.size());

        server.decisions = new PaidDecisions(Set.of(), Set.of("run-0"), false);
        reader.toEnd();
        assertThat(reader.documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void aDatasetWithAWrongTotalIsSetAsideWhereThatWasDecided() throws IOException {
        account.totalAlways = 99;
        server.decisions = new PaidDecisions(Set.of(), Set.of(), true);

        Reader reader = new Reader(server::apify).toEnd();

        assertThat(reader.documents).isEqualTo(expected);
        assertThat(units(reader)).hasSize(1);
    }

    @Test
    void anEmptyPageIsTheEndOnceTheRunHasBeenFinishedForLongerThanTheLag() throws IOException {
        server.itemsPerPage = 1000;
        new Reader(server::apify).toEnd();
        assertThat(account.asked().stream().filter(line -> line.contains("/items")))
                .containsExactly(
                        "GET /v2/datasets/dataset-0/items?offset=0&limit=1000&format=json",
                        "GET /v2/datasets/dataset-0/items?offset=18&limit=1000&format=json",
                        "GET /v2/datasets/dataset-0/items?offset=18&limit=1000&format=json");
        assertThat(server.timing.waits()).last().isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aRunWithoutCommentsIsSetAsideAndNamed() throws IOException {
        account.commentsPerVideo = 0;
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(reader.documents).isEmpty();
        assertThat(reader.malformed).hasSize(1).allMatch(MalformedDocumentException::isUnit);
        assertThat(reader.malformed.get(0)).hasMessage("it has no comments for any of its 3 videos");
        assertThat(server.timing.now()).isAfter(FakeTiming.START.plus(Duration.ofMinutes(1)));
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "3,5", "1000,4", "1000,17", "7,6"})
    void setsAsideTheItemThatCannotBeReadAndNothingElseWhereverItStops(int itemsPerPage, long damaged)
            throws IOException {
        server.itemsPerPage = itemsPerPage;
        Reader untroubled = new Reader(server::apify).toEnd();
        for (int n = 1; ; n += 3) {
            account = server.newAccount(VIDEOS);
            account.damagedItems.add(damaged);
            Reader reader = new Reader(server::apify);
            boolean ended = reader.steps(n);
            reader.toEnd();
            assertThat(units(reader))
                    .as("killed after %s steps", n)
                    .containsExactly("item-" + damaged + "-of-dataset-0");
            assertThat(untroubled.documents).containsAll(reader.documents);
            int rest = reader.documents.size() + reader.malformed.size() - 1;
            assertThat(rest).isBetween(VIDEOS * account.commentsPerVideo - 1, VIDEOS * account.commentsPerVideo);
            assertThat(account.paidRuns()).isEqualTo(1);
            if (ended) {
                return;
            }
        }
    }

    @Test
    void setsAsideManyItemsOfOneDataset() throws IOException {
        server.itemsPerPage = 1000;
        account.damagedItems.addAll(List.of(0L, 1L, 2L, 9L, 17L));
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(units(reader))
                .containsExactly(
                        "item-0-of-dataset-0",
                        "item-1-of-dataset-0",
                        "item-2-of-dataset-0",
                        "item-9-of-dataset-0",
                        "item-17-of-dataset-0");
        assertThat(expected).containsAll(reader.documents).hasSizeGreaterThan(reader.documents.size());
    }

    @Test
    void readsAPageThatWasUnreadableOnceAsIfNothingHadBeen() throws IOException {
        server.itemsPerPage = 1000;
        account.damagedItems.add(3L);
        account.damagedTimes = 2;
        Reader reader = new Reader(server::apify);
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(units(reader)).isEmpty();
    }

    @Test
    void asksForADecisionWhereNothingOfADatasetCanBeReadAndNeverBuysByItself() throws IOException {
        account.instead = FaultyServer.status(200, "<html>maintenance</html>");
        Reader reader = new Reader(server::apify);
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(reader::toEnd)
                    .hasMessageStartingWith("nothing of dataset dataset-0 can be read now: GET ")
                    .satisfies(Helps.by(new Remedy.Decide("rebuy", "run-0"), new Remedy.Decide("skip_failed", "")));
        }
        account.instead = null;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    private static List<String> units(Reader reader) {
        return reader.malformed.stream()
                .filter(MalformedDocumentException::isUnit)
                .map(MalformedDocumentException::documentId)
                .toList();
    }

    @Test
    void readsARunWhoseItemsShowUpOnlyAfterHalfAMinute() throws IOException {
        account.lag = Duration.ofSeconds(40);
        account.totalWhileLagging = 0;
        account.itemsWhileLagging = 0;
        assertThat(new Reader(server::apify).toEnd().documents).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1000})
    void givesACommentThatComesTwiceOnceWhereverItStops(int itemsPerPage) throws IOException {
        server.itemsPerPage = itemsPerPage;
        for (int n = 1; ; n++) {
            account = server.newAccount(VIDEOS);
            account.repeats = true;
            Reader reader = new Reader(server::apify);
            boolean ended = reader.steps(n);
            reader.toEnd();
            assertThat(reader.documents).as("killed after %s steps", n).isEqualTo(expected);
            if (ended) {
                return;
            }
        }
    }

    @Test
    void passesOverCommentsOfVideosThatAnotherPaidRunIsFor() throws IOException {
        account = server.newAccount(25);
        account.strayVideo = TikTokServer.url(24);
        server.itemsPerPage = 1000;
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(reader.documents.stream().map(Document::id))
                .doesNotHaveDuplicates()
                .hasSize(25 * 3);
    }

    @Test
    void refusesADatasetThatSaysTheSameForEver() throws IOException {
        account.instead = FaultyServer.status(200, "[" + FakeApify.comment(TikTokServer.url(0), 0) + "]")
                .newBuilder()
                .addHeader("X-Apify-Pagination-Total", "1")
                .build();
        assertThatThrownBy(() -> new Reader(server::apify).toEnd())
                .hasMessageContaining("dataset dataset-0 has given 100 pages in a row without a comment that is new");
    }

    @ParameterizedTest
    @CsvSource({"3,3,0,2", "3,3,1,3", "1000,0,7,7", "3,18,0,12", "1000,1000,0,12"})
    void goesOnFromPositionsOfWhenPagesHadFixedOffsets(int limit, int offset, int item, int read)
            throws IOException, MalformedDocumentException {
        new Reader(server::apify).steps(3);
        TikTokSource source = server.apify();
        Position position = new Position("apify-run=run-0 dataset=dataset-0 limit=" + limit + " offset=" + offset
                + " item=" + item + " videos=0-3 marker=abc spent-usd=0 read=" + read);
        int comments = read;
        List<Document> rest = new ArrayList<>();
        try (DocumentReader reader = source.open(source.snapshot(), position)) {
            for (boolean more = true; more; ) {
                try {
                    Reading reading = reader.read();
                    more = !(reading instanceof Reading.End);
                    if (reading instanceof Reading.Read document) {
                        rest.add(document.document());
                        comments++;
                    }
                } catch (MalformedDocumentException withoutText) {
                    comments++;
                }
            }
        }
        assertThat(comments).isEqualTo(VIDEOS * account.commentsPerVideo);
        assertThat(rest).isEqualTo(expected.subList(expected.size() - rest.size(), expected.size()));
    }
}
