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
import dev.siiwad.source.SourceException;
import dev.siiwad.source.tiktok.FaultyServer.Fault;
import java.io.IOException;
import java.math.BigDecimal;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, what is wanted is paid for once. */
class ApifyPurchaseTest {
    private static final int VIDEOS = 3;

    @TempDir
    private Path directory;

    private FakeApify account;
    private TikTokServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        restart(VIDEOS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(int videos) throws IOException {
        account = server.newAccount(videos);
    }

    @Test
    void savesBeforeThePurchaseAndAfterItBeforeItPolls() throws IOException {
        Reader reader = new Reader(server::apify);
        reader.steps(1);
        assertThat(account.asked()).isEmpty();
        assertThat(reader.saved().token()).matches("videos=0-3 marker=[0-9a-f]{12}-process\\dx spent-usd=0 read=0");

        reader.steps(1);
        assertThat(account.paidRuns()).isEqualTo(1);
        assertThat(account.asked()).noneMatch(line -> line.contains("/actor-runs/"));
        assertThat(reader.saved().token())
                .startsWith("apify-run=run-0 dataset=dataset-0 limit=3 offset=0 item=0 videos=0-3 marker=");
    }

    @Test
    void asksForWhatIsWantedAndLetsApifyWatchTheCost() throws IOException {
        new Reader(server::apify).toEnd();
        assertThat(account.input(0).path("postURLs")).hasSize(VIDEOS);
        assertThat(account.input(0).path("commentsPerPost").asInt()).isEqualTo(100);
        assertThat(account.input(0).path("maxRepliesPerComment").asInt(-1)).isZero();
        assertThat(account.input(0).path("siiwadRun").asText()).matches("siiwad-[0-9a-f]{12}-process\\dx-0-3");
        assertThat(account.asked())
                .contains("POST /v2/acts/clockworks~tiktok-comments-scraper/runs?maxTotalChargeUsd=10&maxItems=300");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCrashAtAnyStepPaysOnceAndChangesNoDocument(boolean fetching) throws IOException {
        List<Document> expected = new Reader(server::apify).toEnd().documents;
        for (int n = 1; ; n++) {
            restart(VIDEOS);
            Reader reader = new Reader(server::apify).fetching(fetching);
            if (reader.steps(n)) {
                assertThat(n).isGreaterThan(10);
                return;
            }
            reader.steps(n);
            reader.toEnd();
            assertThat(account.paidRuns()).as("crashes after %s steps", n).isEqualTo(1);
            assertThat(reader.documents).as("crashes after %s steps", n).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-400, -2, 2, 400})
    void aCrashAfterThePurchasePaysOnceHoweverWrongOurClockIs(long days) throws Exception {
        account.clockAhead = Duration.ofDays(days);
        account.plan(2, Fault.ANSWER_LOST);
        new Reader(server::apify).toEnd();
        assertThat(account.paidRuns()).as("an answer was lost").isEqualTo(1);

        restart(VIDEOS);
        account.clockAhead = Duration.ofDays(days);
        Reader reader = new Reader(server::apify);
        reader.steps(1);
        TikTokSource dying = server.apify();
        try (DocumentReader buying = dying.open(dying.snapshot(), reader.saved())) {
            assertThat(buying.read()).isEqualTo(new Reading.Save("after starting paid run run-0"));
        }
        assertThat(reader.toEnd().saves).contains("after finding paid run run-0");
        assertThat(account.paidRuns()).as("a process died").isEqualTo(1);
    }

    @Test
    void readingAgainReadsWhatIsPaidForAndBuysNothing() throws Exception {
        Reader reader = new Reader(server::apify);
        reader.steps(2);
        Position afterPurchase = reader.saved();
        List<Document> expected = reader.toEnd().documents;
        TikTokSource source = server.apify();
        List<Document> found = new ArrayList<>();
        try (DocumentReader again = source.reread(source.snapshot(), afterPurchase)) {
            while (found.size() < expected.size()) {
                try {
                    if (again.read() instanceof Reading.Read read) {
                        found.add(read.document());
                    }
                } catch (MalformedDocumentException withoutText) {
                    // it was set aside when it was read first, too
                }
            }
        }
        assertThat(found).isEqualTo(expected);
        try (DocumentReader again = source.reread(source.snapshot(), Position.START)) {
            assertThatThrownBy(again::read)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is not paid for there, and what was read before is not paid for again");
        }
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void looksThroughNoRunsForAMarkerThatWasNeverSent() throws IOException {
        account.addForeignRun();
        new Reader(server::apify).toEnd();
        assertThat(account.asked()).noneMatch(line -> line.contains("/records/INPUT"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultAtAnyRequestPaysOnceAndChangesNoDocument(Fault fault) throws IOException {
        Reader untroubled = new Reader(server::apify).toEnd();
        int requests = account.asked().size();
        for (int n = 1; n <= requests; n++) {
            restart(VIDEOS);
            account.plan(n, fault);
            server.decisions = PaidDecisions.NONE;
            Reader reader = new Reader(server::apify);
            try {
                reader.toEnd();
            } catch (IOException expectedOfSome) {
                account.recover();
                endOrDecide(reader);
            }
            assertThat(account.paidRuns()).as("%s at request %s", fault, n).isEqualTo(1);
            assertThat(reader.documents).as("%s at request %s", fault, n).isEqualTo(untroubled.documents);
        }
    }

    /** Asks again as often as it is started, and buys only when it is told to, by somebody who has looked and found no run. */
    private void endOrDecide(Reader reader) throws IOException {
        try {
            reader.toEnd();
        } catch (SourceException asks) {
            assertThat(asks)
                    .satisfies(Helps.by(
                            new Remedy.Decide("take_partial", "RUN"), new Remedy.Decide("rebuy", PaidDecisions.LOST)));
            assertThatThrownBy(reader::toEnd).hasMessage(asks.getMessage());
            assertThat(account.paidRuns()).isZero();
            server.decisions = new PaidDecisions(Set.of(PaidDecisions.LOST), Set.of(), false);
            reader.toEnd();
        }
    }

    @Test
    void doesNotAdoptARunOfSomebodyElse() throws IOException {
        account.addForeignRun();
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(account.paidRuns()).isEqualTo(2);
        assertThat(reader.saves).contains("after starting paid run run-1");
    }

    @Test
    void aRunBegunAnewPaysAnew() throws IOException {
        new Reader(server::apify).toEnd();
        new Reader(server::apify).toEnd();
        assertThat(account.paidRuns()).isEqualTo(2);
    }

    @Test
    void worksWhereRunsAreNotListed() throws IOException {
        account.listsRuns = false;
        assertThat(new Reader(server::apify).toEnd().documents).isNotEmpty();
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void saysThatItCannotKnowWhereRunsAreNotListed() throws IOException {
        account.listsRuns = false;
        account.plan(2, Fault.ANSWER_LOST);
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("Whether a paid run was started is unknown")
                .hasMessageContaining("may pay again");
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void buysLongListsPieceByPiece() throws IOException {
        restart(45);
        server.itemsPerPage = 1000;
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(account.paidRuns()).isEqualTo(3);
        assertThat(account.input(2).path("postURLs")).hasSize(5);
        assertThat(reader.documents.size() + reader.malformed.size()).isEqualTo(45 * account.commentsPerVideo);
        assertThat(reader.documents.stream().map(Document::url).distinct()).hasSameSizeAs(reader.documents);
    }

    @Test
    void buysNoMoreVideosThanTheTotalMayNeed() throws IOException {
        server.limits = new CommentLimits(7, 4);
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(account.input(0).path("postURLs")).hasSize(2);
        assertThat(reader.documents.size() + reader.malformed.size()).isEqualTo(7);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void refusesToBeginWhatWouldPassTheBudgetAndNamesBothNumbers() {
        server.budgetUsd = new BigDecimal("0.25");
        assertThatThrownBy(() -> server.apify().snapshot())
                .hasMessageContaining("0.30 USD")
                .hasMessageContaining("the budget is 0.25 USD")
                .hasMessageEndingWith("Nothing was bought")
                .satisfies(Helps.by(
                        new Remedy.Give("max_budget_usd"),
                        new Remedy.Give("max_comments"),
                        new Remedy.Give("max_per_video")));
        assertThat(account.asked()).isEmpty();
    }

    @Test
    void countsWhatWasReallyChargedBeforeItBuysMore() throws IOException {
        restart(25);
        server.limits = new CommentLimits(30_000, 4);
        server.budgetUsd = new BigDecimal("0.50");
        account.usageUsd = 0.49;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("0.49 USD are spent already")
                .hasMessageContaining("the budget is 0.50 USD");
        assertThat(account.paidRuns()).isEqualTo(1);
        int before = reader.documents.size();

        server.budgetUsd = BigDecimal.ONE;
        reader.toEnd();
        assertThat(account.paidRuns()).isEqualTo(2);
        assertThat(reader.documents).hasSizeGreaterThan(before);
    }

    @Test
    void saysThatThereIsNoCredit() throws IOException {
        account.hasCredit = false;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("402")
                .hasMessageContaining("no credit left")
                .satisfies(Helps.by());

        account.hasCredit = true;
        reader.toEnd();
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ABORTED", "TIMED-OUT"})
    void takesNothingFromARunThatFailedAndNamesIt(String status) throws IOException {
        account.finalStatus = status;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("run-0")
                .hasMessageContaining(status)
                .satisfies(Helps.by(
                        new Remedy.Decide("rebuy", "run-0"),
                        new Remedy.Decide("take_partial", "run-0"),
                        new Remedy.Decide("skip_failed", "")));
        assertThatThrownBy(reader::toEnd).hasMessageContaining("run-0");
        assertThat(reader.documents).isEmpty();
        assertThat(account.paidRuns()).isEqualTo(1);

        account.finalStatus = "SUCCEEDED";
        assertThat(reader.toEnd().documents).isNotEmpty();
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void waitsOnlySoLongAndGoesOnWaitingNextTime() throws IOException {
        account.pollsUntilDone = 60;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("still RUNNING after 10 min; at most 10 min are waited")
                .hasMessageContaining("not paid for again");
        reader.toEnd();
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void documentsPassedOverBeforeAnythingIsSavedArePaidForOnce() throws IOException {
        for (int start = 0; start < 2; start++) {
            TikTokSource source = server.apify();
            try (var reader = source.open(source.snapshot(), Position.START)) {
                assertThat(reader.skip(5)).isEqualTo(5);
            }
        }
        assertThat(account.paidRuns()).isEqualTo(1);
    }
}
