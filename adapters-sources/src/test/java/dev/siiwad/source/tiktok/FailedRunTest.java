package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One failed paid run of several: the others are kept, and a person decides about it. */
class FailedRunTest {
    private static final int VIDEOS = 45;
    private static final int FAILED = 1;
    private static final PaidDecisions SKIP = new PaidDecisions(Set.of(), Set.of(), true);

    @TempDir
    private Path directory;

    private FakeApify account;
    private TikTokServer server;
    private List<Document> expected;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        server.itemsPerPage = 10;
        server.newAccount(VIDEOS);
        expected = new Reader(server::apify).toEnd().documents;
        restart();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart() throws IOException {
        server.decisions = PaidDecisions.NONE;
        account = server.newAccount(VIDEOS);
        account.failedRuns.add(FAILED);
    }

    @Test
    void stopsAtItKeepsWhatCameBeforeAndNamesWhatCanBeDecided() throws IOException {
        Reader reader = new Reader(server::apify);
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(reader::toEnd)
                    .hasMessageContaining("paid run run-1 of clockworks~tiktok-comments-scraper is FAILED")
                    .hasMessageEndingWith(". It is for videos 21 to 40 of the list")
                    .satisfies(Helps.by(
                            new Remedy.Decide("rebuy", "run-1"),
                            new Remedy.Decide("take_partial", "run-1"),
                            new Remedy.Decide("skip_failed", "")));
        }
        assertThat(reader.documents).isEqualTo(of(0, 20));
        assertThat(account.paidRuns()).isEqualTo(2);
    }

    @Test
    void buysItsVideosAgainAloneAndOnceHoweverOftenThatIsSaid() throws IOException {
        for (int n = 1; ; n++) {
            restart();
            Reader reader = stopped();
            server.decisions = new PaidDecisions(Set.of("run-1"), Set.of(), false);
            boolean ended = reader.steps(n);
            reader.toEnd();
            assertThat(reader.documents).as("killed after %s steps", n).isEqualTo(expected);
            assertThat(account.paidRuns()).isEqualTo(4);
            assertThat(account.input(2).path("postURLs"))
                    .isEqualTo(account.input(1).path("postURLs"));
            if (ended) {
                return;
            }
        }
    }

    @Test
    void countsWhatTheFailedRunHasCost() throws IOException {
        Reader reader = stopped();
        account.usageUsd = 9.99;
        server.decisions = new PaidDecisions(Set.of("run-1"), Set.of(), false);
        assertThatThrownBy(reader::toEnd).hasMessageContaining("USD are spent already");
        assertThat(account.paidRuns()).isEqualTo(2);
        server.budgetUsd = new BigDecimal("100");
        assertThat(reader.toEnd().documents).isEqualTo(expected);
    }

    @Test
    void takesWhatItHasLeftAndNeedsToBeToldOnce() throws IOException {
        for (int n = 1; ; n++) {
            restart();
            Reader reader = stopped();
            server.decisions = new PaidDecisions(Set.of(), Set.of("run-1"), false);
            boolean ended = reader.steps(n);
            server.decisions = n == 1 ? server.decisions : PaidDecisions.NONE;
            reader.toEnd();
            assertThat(reader.documents.subList(0, of(0, 20).size())).isEqualTo(of(0, 20));
            assertThat(reader.documents)
                    .hasSize(of(0, 20).size() + 3 + of(40, 45).size());
            assertThat(account.paidRuns()).isEqualTo(3);
            if (ended) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void setsItAsideAsAUnitWhereverItIs(int failed) throws IOException {
        for (int n = 1; ; n++) {
            restart();
            account.failedRuns.clear();
            account.failedRuns.add(failed);
            server.decisions = SKIP;
            Reader reader = new Reader(server::apify);
            boolean ended = reader.steps(n);
            reader.toEnd();
            List<MalformedDocumentException> units = reader.malformed.stream()
                    .filter(MalformedDocumentException::isUnit)
                    .toList();
            assertThat(units).as("killed after %s steps", n).hasSize(1);
            assertThat(units.get(0).documentId()).isEqualTo("paid-run-run-" + failed);
            assertThat(units.get(0)).hasMessageContaining("run-" + failed).hasMessageContaining("is FAILED");
            assertThat(reader.documents)
                    .hasSize(expected.size()
                            - of(failed * 20, Math.min(VIDEOS, failed * 20 + 20))
                                    .size());
            assertThat(account.paidRuns()).isEqualTo(3);
            if (ended) {
                return;
            }
        }
    }

    @Test
    void aPaidRunOrADatasetThatIsGoneIsDecidedAboutToo() throws IOException {
        account.failedRuns.clear();
        account.goneRuns.add(FAILED);
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("paid run run-1 of clockworks~tiktok-comments-scraper is not there any more")
                .satisfies(Helps.by(new Remedy.Decide("rebuy", "run-1"), new Remedy.Decide("skip_failed", "")));
        server.decisions = new PaidDecisions(Set.of("run-1"), Set.of(), false);
        assertThat(reader.toEnd().documents).isEqualTo(expected);

        restart();
        account.failedRuns.clear();
        Reader half = new Reader(server::apify);
        half.steps(14);
        assertThat(half.saved().token()).contains("offset=10 ");
        account.instead = FaultyServer.status(404, "{\"error\":{\"type\":\"record-not-found\"}}");
        assertThatThrownBy(half::toEnd)
                .hasMessageContaining("dataset dataset-0 is not there any more")
                .satisfies(Helps.by(new Remedy.Decide("skip_failed", ""), new Remedy.StartOver(true)));
    }

    @Test
    void decisionsAreRunsAndForOneThing() {
        assertThatThrownBy(() -> new PaidDecisions(Set.of("a b"), Set.of(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a b\" is not the id of a paid run");
        assertThatThrownBy(() -> new PaidDecisions(Set.of("x"), Set.of("x"), false))
                .hasMessageContaining("paid run x is both to be taken as it is and to be paid for again");
    }

    /** Stopped at the failed run. */
    private Reader stopped() throws IOException {
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd).hasMessageContaining("is FAILED");
        return reader;
    }

    private List<Document> of(int from, int to) {
        return expected.stream()
                .filter(document -> {
                    String id = (String) document.metadata().get("video_id");
                    long index = Long.parseLong(id) - TikTokServer.videoId(0);
                    return index >= from && index < to;
                })
                .toList();
    }
}
