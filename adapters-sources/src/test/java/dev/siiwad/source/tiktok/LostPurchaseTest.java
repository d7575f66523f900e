package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.tiktok.FakeApify.Input;
import dev.siiwad.source.tiktok.FaultyServer.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A purchase whose answer was lost is found, or a person is asked; it is never made a second time. */
class LostPurchaseTest {
    private static final int VIDEOS = 3;
    /** The second request of a run, after the list of what there was before. */
    private static final int PURCHASE = 2;

    private static final PaidDecisions LOST = new PaidDecisions(Set.of(PaidDecisions.LOST), Set.of(), false);

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
    @CsvSource({"8,false", "8,true", "55,false", "55,true"})
    void findsARunThatTheListShowsLate(int seconds, boolean died) throws IOException {
        account.listLag = Duration.ofSeconds(seconds);
        Reader reader = new Reader(server::apify);
        if (died) {
            reader.steps(2);
            reader = reader.forgetting(1);
        } else {
            account.plan(PURCHASE, Fault.ANSWER_LOST);
        }
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(reader.saves).contains("after finding paid run run-0");
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ANSWER_LOST", "BODY_CUT", "CLOSED"},
            value = Fault.class)
    void asksWhereNoRunShowsUpInAMinuteAndAsksAgainHoweverOftenItIsStarted(Fault fault) throws IOException {
        account.listLag = Duration.ofDays(1);
        account.plan(PURCHASE, fault);
        Reader reader = new Reader(server::apify);
        for (int start = 0; start < 4; start++) {
            assertThatThrownBy(reader::toEnd)
                    .hasMessageContaining("none of the account's runs has carried the marker siiwad-")
                    .hasMessageContaining("for 60 s")
                    .satisfies(Helps.by(
                            new Remedy.Decide("take_partial", "RUN"), new Remedy.Decide("rebuy", PaidDecisions.LOST)));
            assertThat(reader.saved().token()).endsWith(" read=0 answer=lost");
            account.recover();
            server.letPass(Duration.ofHours(2));
        }
        int paid = fault == Fault.CLOSED ? 0 : 1;
        assertThat(account.paidRuns()).isEqualTo(paid);

        account.listLag = Duration.ZERO;
        server.decisions = paid == 1 ? PaidDecisions.NONE : LOST;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aListThatIsShorterThanItSaysIsNoProofThatNothingWasBought(boolean died) throws IOException {
        account.runsListedMax = 0;
        Reader reader = new Reader(server::apify);
        if (died) {
            reader.steps(1);
            TikTokSource dying = server.apify();
            try (DocumentReader buying = dying.open(dying.snapshot(), reader.saved())) {
                buying.read();
            } catch (MalformedDocumentException e) {
                throw new AssertionError(e);
            }
        } else {
            account.plan(PURCHASE, Fault.ANSWER_LOST);
        }
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(reader::toEnd).hasMessageContaining("does not list runs in a way that tells");
        }
        assertThat(account.paidRuns()).isEqualTo(1);
        account.runsListedMax = 100;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void aDeathWhileItIsLookedForChangesNothingAboutTheQuestion() throws IOException {
        account.listLag = Duration.ofDays(1);
        account.plan(PURCHASE, Fault.DEAD_FROM_HERE);
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd).isInstanceOf(IOException.class);
        account.recover();
        assertThatThrownBy(reader::toEnd).hasMessageContaining("Whether a paid run was started is unknown");
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void toldToBuyAgainItBuysOnceHoweverOftenThatIsSaid() throws IOException {
        account.listLag = Duration.ofDays(1);
        account.insteadOfTheStart = FaultyServer.status(201, "{}");
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd).hasMessageContaining("is unknown");
        server.decisions = LOST;
        String question = catchThrowableOfType(SourceException.class, reader::toEnd)
                .remedies()
                .toString();
        assertThat(account.paidRuns()).isEqualTo(2);
        assertThat(question).contains("rebuy").contains(PaidDecisions.LOST + "-");
        assertThatThrownBy(reader::toEnd).hasMessageContaining("is unknown");
        assertThat(account.paidRuns())
                .as("lost answers the first question alone")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNMARKED", "MISSING", "UNREADABLE"},
            value = Input.class)
    void neverBuysAgainWhereTheMarkerIsLost(Input input) throws IOException {
        account.inputs = input;
        account.plan(PURCHASE, Fault.ANSWER_LOST);
        Reader reader = new Reader(server::apify);
        if (input == Input.UNMARKED) {
            assertThat(reader.toEnd().saves).contains("after finding paid run run-0");
        } else {
            assertThatThrownBy(reader::toEnd)
                    .hasMessageContaining("run run-0 may be it")
                    .satisfies(
                            Helps.by(new Remedy.Decide("take_partial", "run-0"), new Remedy.Decide("rebuy", "run-0")));
            assertThatThrownBy(reader::toEnd).hasMessageContaining("run run-0 may be it");
            server.decisions = new PaidDecisions(Set.of(), Set.of("run-0"), false);
            reader.toEnd();
        }
        assertThat(reader.documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNMARKED", "MISSING"},
            value = Input.class)
    void aProcessThatDiedLeavesADoubtWhereTheMarkerIsLost(Input input) throws IOException {
        account.inputs = input;
        Reader reader = new Reader(server::apify);
        reader.steps(2);
        Reader next = reader.forgetting(1);
        assertThatThrownBy(next::toEnd)
                .satisfies(Helps.by(new Remedy.Decide("take_partial", "run-0"), new Remedy.Decide("rebuy", "run-0")));
        assertThat(account.paidRuns()).isEqualTo(1);

        server.decisions = new PaidDecisions(Set.of("run-0"), Set.of(), false);
        assertThat(next.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).as("told to buy again").isEqualTo(2);
    }

    @Test
    void doesNotTakeAForeignRunWithoutAMarkerForOurs() throws IOException {
        account.addForeignRun("{\"postURLs\":[\"" + TikTokServer.url(7) + "\"],\"commentsPerPost\":100}");
        account.plan(PURCHASE, Fault.ANSWER_LOST);
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(reader.saves).contains("after finding paid run run-1");
        assertThat(account.paidRuns()).isEqualTo(2);
    }

    @Test
    void refusesToTakeANamedRunOfOtherVideos() throws IOException {
        account.addForeignRun("{\"postURLs\":[\"" + TikTokServer.url(7) + "\"],\"commentsPerPost\":100}");
        account.listsRuns = false;
        account.plan(PURCHASE, Fault.CLOSED);
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd).hasMessageContaining("does not list runs");
        server.decisions = new PaidDecisions(Set.of(), Set.of("run-0"), false);
        assertThatThrownBy(reader::toEnd).hasMessageContaining("does not list runs");
        server.decisions = new PaidDecisions(Set.of(PaidDecisions.LOST), Set.of(), false);
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).as("the foreign one, and ours").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":{}}", "{\"data\":{\"id\":\"\",\"status\":\"READY\"}}", "[]", ""})
    void anAnswerWithoutAUsableIdIsALostOne(String answer) throws IOException {
        account.insteadOfTheStart = FaultyServer.status(201, answer);
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(reader.saves)
                .containsSequence(
                        "before looking for a paid run whose answer was lost", "after finding paid run run-0");
        assertThat(reader.documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
        assertThat(account.asked().stream().filter(line -> line.startsWith("POST")))
                .hasSize(1);
    }

    @Test
    void anAnswerWithoutAUsableIdIsAskedAboutWhereNoRunShowsUp() throws IOException {
        account.insteadOfTheStart = FaultyServer.status(201, "{\"data\":{\"id\":\"../x\",\"status\":\"READY\"}}");
        account.listLag = Duration.ofDays(1);
        Reader reader = new Reader(server::apify);
        for (int start = 0; start < 3; start++) {
            assertThatThrownBy(reader::toEnd).hasMessageContaining("Whether a paid run was started is unknown");
        }
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "402,actor-memory-limit-exceeded",
        "403,actor-memory-limit-exceeded",
        "402,concurrent-runs-limit-exceeded",
        "429,concurrent-runs-limit-exceeded",
        "429,rate-limit-exceeded"
    })
    void waitsWhereApifyStartsNothingForNowAndThenPauses(int status, String type) throws IOException {
        account.notNow = FaultyServer.status(status, "{\"error\":{\"type\":\"" + type + "\",\"message\":\"later\"}}");
        account.notNowTimes = 9;
        assertThat(new Reader(server::apify).toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);

        account = server.newAccount(VIDEOS);
        account.notNow = FaultyServer.status(status, "{\"error\":{\"type\":\"" + type + "\",\"message\":\"later\"}}");
        account.notNowTimes = Integer.MAX_VALUE;
        Reader reader = new Reader(server::apify);
        PausedException paused = catchThrowableOfType(PausedException.class, reader::toEnd);
        assertThat(paused).hasMessageContaining(type).hasMessageContaining("try again from " + paused.until());
        account.notNowTimes = 0;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }
}
