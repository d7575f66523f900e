package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.tiktok.FaultyServer.Fault;
import dev.siiwad.source.tiktok.PaidBatch.Paid;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several paid runs in flight: the same documents in the same order, each paid for once, within the same budget. */
class ParallelRunsTest {
    private static final int VIDEOS = 65;
    private static final int RUNS = 4;
    private static final Pattern CAP = Pattern.compile("maxTotalChargeUsd=([0-9.]+)");

    @TempDir
    private Path directory;

    private FakeApify account;
    private TikTokServer server;
    private List<Document> expected;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        server.itemsPerPage = 1000;
        restart(VIDEOS);
        expected = new Reader(server::apify).toEnd().documents;
        server.parallelRuns = 3;
        restart(VIDEOS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(int videos) throws IOException {
        server.decisions = PaidDecisions.NONE;
        account = server.newAccount(videos);
        account.commentsPerVideo = 2;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void givesTheSameAsOneAfterTheOther(int parallelRuns) throws IOException {
        server.parallelRuns = parallelRuns;
        assertThat(new Reader(server::apify).toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(RUNS);
    }

    @Test
    void startsAllThatAreAllowedBeforeItWaitsForTheFirst() throws IOException {
        new Reader(server::apify).steps(7);
        assertThat(account.paidRuns()).isEqualTo(3);
        assertThat(account.asked()).noneMatch(line -> line.contains("/v2/actor-runs/run-1"));
    }

    @Test
    void aLongListTakesSoMuchLessTime() throws IOException {
        List<Duration> taken = new ArrayList<>();
        for (int parallelRuns : new int[] {1, 8}) {
            server.parallelRuns = parallelRuns;
            server.budgetUsd = new BigDecimal("100");
            restart(400);
            account.commentsPerVideo = 1;
            account.works = Duration.ofMinutes(5);
            Instant began = server.timing.now();
            assertThat(new Reader(server::apify).toEnd().documents).hasSize(400);
            taken.add(Duration.between(began, server.timing.now()));
        }
        assertThat(taken.get(0)).isGreaterThan(Duration.ofMinutes(20 * 5));
        assertThat(taken.get(1)).isLessThan(taken.get(0).dividedBy(6));
    }

    @Test
    void aDeathAtAnyStepPaysForEachOnce() throws IOException {
        for (int n = 1; ; n += n < 20 ? 1 : 23) {
            restart(VIDEOS);
            Reader reader = new Reader(server::apify);
            boolean ended = reader.steps(n);
            for (int again = 0; again < 3 && !ended; again++) {
                reader.steps(n);
            }
            reader.toEnd();
            assertThat(account.paidRuns()).as("dies after %s steps", n).isEqualTo(RUNS);
            assertThat(reader.documents).as("dies after %s steps", n).isEqualTo(expected);
            if (ended) {
                return;
            }
        }
    }

    @Test
    void aDeathBetweenAnyPurchaseAndItsSavePaysForEachOnce() throws Exception {
        for (int saves = 1; saves <= 8; saves++) {
            restart(VIDEOS);
            Reader reader = new Reader(server::apify);
            reader.steps(saves);
            TikTokSource dying = server.apify();
            try (DocumentReader step = dying.open(dying.snapshot(), reader.saved())) {
                step.read();
            }
            reader.toEnd();
            assertThat(reader.documents).as("after save %s", saves).isEqualTo(expected);
            assertPaidForEachOnce("after save " + saves);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNAVAILABLE", "ANSWER_LOST", "DEAD_FROM_HERE", "BODY_CUT"},
            value = Fault.class)
    void aFaultAtAnyRequestPaysForEachOnce(Fault fault) throws IOException {
        new Reader(server::apify).toEnd();
        int requests = account.asked().size();
        for (int n = 1; n <= requests; n++) {
            restart(VIDEOS);
            account.plan(n, fault);
            Reader reader = new Reader(server::apify);
            try {
                reader.toEnd();
            } catch (IOException expectedOfSome) {
                account.recover();
                reader.toEnd();
            }
            assertThat(reader.documents).as("%s at request %s", fault, n).isEqualTo(expected);
            assertPaidForEachOnce(fault + " at request " + n);
        }
    }

    @Test
    void aPurchaseThatWasNotHeardOfIsAskedAboutWhenItsTurnComesAndNeverMadeAgain() throws IOException {
        new Reader(server::apify).toEnd();
        int first = firstPurchase(account.asked());
        int second = first
                + 1
                + firstPurchase(
                        account.asked().subList(first + 1, account.asked().size()));
        restart(VIDEOS);
        account.listLag = Duration.ofDays(1);
        account.plan(second + 1, Fault.CLOSED);
        Reader reader = new Reader(server::apify);
        for (int start = 0; start < 3; start++) {
            assertThatThrownBy(reader::toEnd).hasMessageContaining("Whether a paid run was started is unknown");
            assertThat(reader.documents).as("of the first 20 videos").isEqualTo(expected.subList(0, 20));
            assertThat(reader.saved().token()).contains("videos=20-40 ").contains("answer=lost");
            assertThat(account.paidRuns()).isEqualTo(1);
        }
        server.decisions = new PaidDecisions(Set.of(PaidDecisions.LOST), Set.of(), false);
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertPaidForEachOnce("when told to");
    }

    private static int firstPurchase(List<String> asked) {
        return asked.indexOf(asked.stream()
                .filter(line -> line.startsWith("POST"))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void allInFlightTogetherStayWithinTheBudget() throws IOException {
        server.limits = new CommentLimits(30_000, 100);
        server.budgetUsd = new BigDecimal("7");
        assertThat(new Reader(server::apify).toEnd().documents).isEqualTo(expected);
        List<BigDecimal> caps = caps();
        assertThat(caps).hasSize(RUNS);
        assertThat(caps.subList(0, 3).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isLessThanOrEqualTo(server.budgetUsd);
        assertThat(caps).allSatisfy(cap -> assertThat(cap).isGreaterThanOrEqualTo(new BigDecimal("0.5")));
    }

    @Test
    void hasFewerInFlightWhereTheBudgetHasNoRoomForMore() throws IOException {
        server.limits = new CommentLimits(30_000, 100);
        server.budgetUsd = new BigDecimal("7");
        account.usageUsd = 2.5;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("7.50 USD are spent already")
                .satisfies(Helps.by(
                        new Remedy.Give("max_budget_usd"),
                        new Remedy.Give("max_comments"),
                        new Remedy.Give("max_per_video")));
        assertThat(account.paidRuns()).isEqualTo(RUNS - 1);
        server.budgetUsd = BigDecimal.TEN;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertPaidForEachOnce("with more money");
    }

    @ParameterizedTest
    @ValueSource(strings = {"402,concurrent-runs-limit-exceeded", "402,not-enough-usage-to-run-paid-actor"})
    void readsWhatIsPaidForBeforeItMindsThatNoMoreAreStarted(String refusal) throws IOException {
        String[] parts = refusal.split(",");
        Reader reader = new Reader(server::apify);
        reader.steps(2);
        account.notNow = FaultyServer.status(
                Integer.parseInt(parts[0]), "{\"error\":{\"type\":\"" + parts[1] + "\",\"message\":\"later\"}}");
        account.notNowTimes = 3;
        int before = account.paidRuns();
        try {
            reader.toEnd();
        } catch (SourceException noCredit) {
            assertThat(reader.documents).isNotEmpty();
        }
        assertThat(before).isEqualTo(1);
        account.notNowTimes = 0;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertPaidForEachOnce(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebuy", "skip"})
    void aFailedRunInTheMiddleStopsAtItAndCostsNoOther(String decision) throws IOException {
        for (int n = 1; ; n += 11) {
            restart(VIDEOS);
            account.failedRuns.add(1);
            Reader reader = new Reader(server::apify);
            assertThatThrownBy(reader::toEnd)
                    .hasMessageContaining("paid run run-1")
                    .hasMessageContaining("FAILED");
            assertThat(account.paidRuns()).isEqualTo(RUNS);
            boolean rebuy = decision.equals("rebuy");
            server.decisions = new PaidDecisions(rebuy ? Set.of("run-1") : Set.of(), Set.of(), !rebuy);
            boolean ended = reader.steps(n);
            reader.toEnd();
            assertThat(account.paidRuns()).isEqualTo(rebuy ? RUNS + 1 : RUNS);
            if (rebuy) {
                assertThat(reader.documents).isEqualTo(expected);
            } else {
                assertThat(expected).containsAll(reader.documents);
                assertThat(reader.malformed.stream().filter(MalformedDocumentException::isUnit))
                        .hasSize(1);
            }
            if (ended) {
                return;
            }
        }
    }

    @Test
    void aRunBegunOneAfterTheOtherGoesOnWithSeveralAndTheOtherWayRound() throws IOException {
        for (int first : new int[] {1, 3}) {
            for (int n = 1; n < 60; n += 7) {
                restart(VIDEOS);
                server.parallelRuns = first;
                Reader reader = new Reader(server::apify);
                reader.steps(n);
                server.parallelRuns = 4 - first;
                assertThat(reader.toEnd().documents).isEqualTo(expected);
                assertThat(account.paidRuns()).isEqualTo(RUNS);
            }
        }
    }

    @Test
    void thePositionHoldsTheLongestOfAll() throws IOException {
        String id = "x".repeat(128);
        BigDecimal money = new BigDecimal("999999999.123456789012345678");
        PaidBatch batch = new PaidBatch(9_000, 9_020, id, Optional.of(money), false);
        ApifyPosition longest = new ApifyPosition(
                        batch, Optional.empty(), List.of(), money, CommentLimits.TOTAL_MAX, VideoRanges.NONE)
                .bought(new Paid(id, id), 1000);
        for (int n = 1; n < ApifyAccount.PARALLEL_RUNS_MAX; n++) {
            int from = 9_000 + 20 * n;
            longest = longest.plusAhead(new PaidBatch(from, from + 20, "y".repeat(128), Optional.of(money), false))
                    .withLastAhead(Optional.of(new PaidBatch.Ahead(
                            new PaidBatch(from, from + 20, "y".repeat(128), Optional.of(money), false),
                            Optional.of(new Paid(id, id)))));
        }
        Position position = longest.position();
        assertThat(ApifyPosition.of(position)).isEqualTo(longest);
    }

    private void assertPaidForEachOnce(String when) {
        Set<String> lists = new HashSet<>();
        for (int run = 0; run < account.paidRuns(); run++) {
            assertThat(lists.add(account.input(run).path("postURLs").toString()))
                    .as("%s, run %s", when, run)
                    .isTrue();
        }
        assertThat(lists).as(when).hasSize(RUNS);
    }

    private List<BigDecimal> caps() {
        List<BigDecimal> caps = new ArrayList<>();
        for (String line : account.asked()) {
            Matcher cap = CAP.matcher(line);
            if (cap.find()) {
                caps.add(new BigDecimal(cap.group(1)));
            }
        }
        return caps;
    }
}
