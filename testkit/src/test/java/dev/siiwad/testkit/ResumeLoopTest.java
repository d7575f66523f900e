package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.document.Document;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.RunRequest.OnPoison;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import dev.siiwad.testkit.WatchedSource.Event;
import dev.siiwad.testkit.WatchedSource.Moment;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that dies of one document gets past it, and one that dies of anything else loses none. */
class ResumeLoopTest {
    private static final int DOCUMENTS = 30;
    private static final int ATTEMPTS_MAX = 100;
    /** Of the second of two kills, so many operations further each time. */
    private static final int SECOND_KILLS_STEP = Boolean.getBoolean("siiwad.thorough") ? 1 : 3;

    private static final RunRequest REQUEST = RunRequest.defaults().withAgain().withCheckpointEvery(10);

    private final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 14, 18, 19, 28, 29})
    void aDocumentThatKillsIsQuarantinedAndNoOther(int poison) throws IOException {
        rig.transform(dyingOf(Set.of("" + poison), ResumeLoopTest::killed));
        int attempts = attemptsToTheEnd(plain(), REQUEST);
        assertThat(attempts).isEqualTo(poison < 10 ? 6 : 7);
        assertOnlySetAside(plain(), poison);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 22, 25})
    void soItIsAmongSavesBoundariesAndMalformedOnes(int poison) throws IOException {
        rig.transform(dyingOf(Set.of("" + poison), ResumeLoopTest::killed));
        attemptsToTheEnd(ListSource.of(DOCUMENTS), REQUEST);
        assertOnlySetAside(ListSource.of(DOCUMENTS), poison);
    }

    @Test
    void severalOfThemOneAfterTheOther() throws IOException {
        rig.transform(dyingOf(Set.of("13", "14", "17", "25"), ResumeLoopTest::killed));
        attemptsToTheEnd(plain(), REQUEST);
        assertOnlySetAside(plain(), 13, 14, 17, 25);
    }

    @Test
    void anErrorThatItLeavesBehindIsEvidenceWithoutAnyTrial() throws IOException {
        for (Supplier<Error> death : List.<Supplier<Error>>of(OutOfMemoryError::new, StackOverflowError::new)) {
            Rig other = new Rig().withoutTrials().transform(dyingOf(Set.of("14"), death));
            assertThat(attemptsToTheEnd(other, plain(), REQUEST)).isEqualTo(3);
            assertOnlySetAside(other, plain(), 14);
        }
    }

    @Test
    void aLackOfThreadsIsNoEvidence() throws IOException {
        rig.withoutTrials()
                .transform(dyingOf(
                        Set.of("14"),
                        () -> new OutOfMemoryError("unable to create native thread: possibly out of memory")));
        for (int attempt = 1; attempt <= 7; attempt++) {
            assertThat(dies(rig, plain(), REQUEST)).isTrue();
        }
        assertThat(checkpoint().inFlight()).contains(new InFlight(14, List.of(5, 6, 7)));
    }

    @Test
    void withoutTrialsTheRunStopsAtWhatNothingShows() throws IOException {
        rig.withoutTrials().transform(dyingOf(Set.of("14"), ResumeLoopTest::killed));
        for (int attempt = 1; attempt <= 7; attempt++) {
            assertThat(dies(rig, plain(), REQUEST)).isTrue();
        }
        for (int again = 1; again <= 3; again++) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> rig.run(plain(), REQUEST, new DurableOperations()))
                    .withMessage("List-Somali: attempts [5, 6, 7] died with the document at offset 14 in flight, which"
                            + " follows position \"14 asked=false\", and nothing shows whether it is to blame, since"
                            + " there is no process of its own to try it in")
                    .satisfies(e -> assertThat(e.remedies())
                            .containsExactly(
                                    new Remedy.Decide("on_poison", "read"), new Remedy.Decide("pass_over", "14")));
        }
        rig.transform(new MinLength(10));
        assertThat(dies(rig, plain(), REQUEST.withOnPoison(OnPoison.READ))).isFalse();
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @Test
    void aDocumentIsPassedOverOnRequest() throws IOException {
        rig.withoutTrials().transform(dyingOf(Set.of("14"), ResumeLoopTest::killed));
        assertThat(dies(rig, plain(), REQUEST.withPassOver(14))).isFalse();
        assertThat(dataset().entries())
                .contains(new Entry.Quarantined(
                        14,
                        "offset-14",
                        "passed over, as was asked for; it follows position \"14 asked=false\"",
                        "",
                        false));
        assertThat(dataset().tally().read()).isEqualTo(DOCUMENTS);
    }

    @Test
    void itIsAllTheSameWhetherItDiesReadingOrTransforming() throws IOException {
        Source killing = new WatchedSource(plain()).on(Moment.PARSING, Event.at(before(14), ResumeLoopTest::die));
        attemptsToTheEnd(killing, REQUEST);
        assertOnlySetAside(plain(), 14);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 14, 19, 20, 29})
    void itIsAllTheSameWhetherTheReaderLooksAhead(int poison) throws IOException {
        Source killing = new WatchedSource(plain())
                .on(Moment.PARSING, Event.at(before(poison), ResumeLoopTest::die))
                .lookingAhead();
        attemptsToTheEnd(killing, REQUEST);
        assertOnlySetAside(plain(), poison);
    }

    @Test
    void saysSo() throws IOException {
        rig.transform(dyingOf(Set.of("14"), ResumeLoopTest::killed));
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(dies(rig, plain(), REQUEST)).isTrue();
        }
        assertThat(rig.said())
                .containsExactly(
                        "Found checkpoint: memory/List-Somali",
                        "Resuming from checkpoint: offset=10, processed=7",
                        "Resume loop: 3 attempts stopped at offset=10, going step by step up to offset=20."
                                + " A document in flight at 3 deaths is tried by itself");
        assertThat(checkpoint().inFlight()).contains(new InFlight(14, List.of(5)));
        dies(rig, plain(), REQUEST);
        assertThat(rig.said())
                .contains("Resume loop: 1 attempt stopped at offset=14 with that document in flight, going step by step"
                        + " up to offset=20. A document in flight at 3 deaths is tried by itself");
        dies(rig, plain(), REQUEST);
        assertThat(checkpoint().inFlight()).contains(new InFlight(14, List.of(5, 6, 7)));
        assertThat(dies(rig, plain(), REQUEST)).isFalse();
        assertThat(rig.said())
                .contains(
                        "Attempts [5, 6, 7] died with the document at offset=14 in flight; trying it in a process of its"
                                + " own")
                .contains("The document at offset=14 killed 3 processes of its own (dev.siiwad.testkit.SimulatedCrash:"
                        + " simulated crash at a document), and after each a control survived: it is to blame")
                .contains("Quarantined: offset=14 id=offset-14: 3 attempts died with it in hand; it follows position"
                        + " \"14 asked=false\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 14, 29})
    void aSlowUpstreamNeverCostsADocument(int slow) throws IOException {
        Source hanging = new WatchedSource(plain()).on(Moment.WAITING, Event.at(before(slow), ResumeLoopTest::die));
        for (int attempt = 1; attempt <= 50; attempt++) {
            assertThat(dies(rig, hanging, REQUEST)).isTrue();
        }
        assertThat(dies(rig, plain(), REQUEST)).isFalse();
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER"})
    void fiftyKillsAtTheSameOperationCostNothing(Fault fault) throws IOException {
        int stops = 0;
        for (int n = 1; ; n++) {
            Rig killed = new Rig();
            int kills = 0;
            while (kills < 50 && dies(killed, plain(), REQUEST, n, fault)) {
                kills++;
            }
            attemptsToTheEnd(killed, plain(), REQUEST);
            assertThat(killed.place().dataset(Checkpoints.SOURCE))
                    .as("killed " + kills + " times at operation " + n)
                    .isEqualTo(expected(plain()));
            if (kills == 0) {
                break;
            }
            stops += kills == 50 ? 1 : 0;
        }
        assertThat(stops).as("operations at which no attempt gets anywhere").isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER"})
    void aKillAtAnyOperationOfGoingStepByStepCostsNothing(Fault fault) throws IOException {
        for (int n = 1; n <= 24; n++) {
            for (int again = 1 + (n + fault.ordinal()) % SECOND_KILLS_STEP; again <= 24; again += SECOND_KILLS_STEP) {
                Rig stalled = new Rig();
                for (int attempt = 1; attempt <= 3; attempt++) {
                    dies(stalled, plain(), REQUEST, 4, Fault.CRASH_BEFORE);
                }
                dies(stalled, plain(), REQUEST, n, fault);
                dies(stalled, plain(), REQUEST, again, fault);
                attemptsToTheEnd(stalled, plain(), REQUEST);
                assertThat(stalled.place().dataset(Checkpoints.SOURCE))
                        .as("killed at operations " + n + " and " + again)
                        .isEqualTo(expected(plain()));
            }
        }
    }

    @Test
    void whatFailsWithAnErrorOfTheUpstreamHasNotDied() throws IOException {
        Source broken = new WatchedSource(plain()).on(Moment.PARSING, Event.at(before(14), position -> {
            throw new IOException("broken");
        }));
        for (int attempt = 1; attempt <= 20; attempt++) {
            try {
                rig.run(broken, REQUEST, new DurableOperations());
            } catch (IOException expected) {
                assertThat(expected).hasMessage("broken");
            }
            assertThat(checkpoint().inFlight()).isEmpty();
            assertThat(checkpoint().lastIndex()).isEqualTo(14);
        }
        assertThat(rig.said()).anyMatch(line -> line.startsWith("Resume loop: "));
        attemptsToTheEnd(plain(), REQUEST);
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "seal", "commit 10", "commit"})
    void whatTheStorageRefusesHasNotDied(String refused) throws IOException {
        for (int attempt = 1; attempt <= 3; attempt++) {
            dies(rig, plain(), REQUEST, 4, Fault.CRASH_BEFORE);
        }
        for (int attempt = 4; attempt <= 12; attempt++) {
            int began = attempt;
            assertThatIOException()
                    .isThrownBy(() -> rig.run(plain(), REQUEST, new DurableOperations().refuse(refused)))
                    .as("attempt " + began)
                    .withMessageContaining(refused);
            assertThat(checkpoint().inFlight()).isEmpty();
        }
        attemptsToTheEnd(plain(), REQUEST);
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @Test
    void aSegmentThatCouldNotBeSealedIsNotSealedAgain() throws IOException {
        rig.transform(dyingOf(Set.of("14"), ResumeLoopTest::killed));
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(dies(rig, plain(), REQUEST)).isTrue();
        }
        assertThatIOException()
                .isThrownBy(() -> rig.run(plain(), REQUEST, new DurableOperations().refuse("seal")))
                .withMessageStartingWith("simulated refusal of seal")
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }

    @Test
    void whatIsInterruptedHasNotDied() throws IOException {
        for (int attempt = 1; attempt <= 4; attempt++) {
            dies(rig, plain(), REQUEST, 5, Fault.CRASH_BEFORE);
        }
        for (int attempt = 5; attempt <= 12; attempt++) {
            ListSource source = plain();
            rig.run(source, REQUEST, new DurableOperations(), () -> source.documentsRead() >= 2);
        }
        assertThat(checkpoint().inFlight()).isEmpty();
        rig.transform(new MinLength(10));
        attemptsToTheEnd(plain(), REQUEST);
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @Test
    void aSuspectThatIsInnocentIsKept() throws IOException {
        rig.transform(dyingOf(Set.of("15"), ResumeLoopTest::killed));
        for (int attempt = 1; attempt <= 6; attempt++) {
            dies(rig, plain(), REQUEST);
        }
        assertThat(checkpoint().inFlight()).contains(new InFlight(15, List.of(5, 6)));
        rig.transform(new MinLength(10));
        assertThat(dies(rig, plain(), REQUEST)).isFalse();
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @Test
    void aSuspectIsForgottenWhenAttemptsDieBeforeIt() throws IOException {
        rig.transform(dyingOf(Set.of("16"), ResumeLoopTest::killed));
        for (int attempt = 1; attempt <= 5; attempt++) {
            dies(rig, plain(), REQUEST);
        }
        assertThat(checkpoint().inFlight()).contains(new InFlight(16, List.of(5)));
        rig.transform(dyingOf(Set.of("12"), ResumeLoopTest::killed));
        attemptsToTheEnd(plain(), REQUEST);
        assertOnlySetAside(plain(), 12);
    }

    @Test
    void oneThatKillsWhoeverPassesOverItIsNotTakenForDone() throws IOException {
        rig.transform(dyingOf(Set.of("14"), ResumeLoopTest::killed));
        Source killing = new WatchedSource(plain()).on(Moment.PASSING, Event.at(before(14), ResumeLoopTest::die));
        for (int attempt = 1; attempt <= 30; attempt++) {
            assertThat(dies(rig, killing, REQUEST)).isTrue();
        }
        assertThat(checkpoint().lastIndex()).isEqualTo(14);
        assertThat(checkpoint().inFlight()).contains(new InFlight(14, List.of(5, 6, 7)));
        assertThat(rig.said()).anyMatch(line -> line.startsWith("Resume loop: 3 attempts stopped at offset=14"));
    }

    @Test
    void theEndIsNoDocument() throws IOException {
        Source killing = new WatchedSource(plain())
                .on(Moment.PARSING, Event.at(before(DOCUMENTS), ResumeLoopTest::die))
                .unknowing();
        attemptsToTheEnd(killing, REQUEST);
        assertThat(dataset()).isEqualTo(expected(plain()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 29})
    void readersThatCannotTellBeforeTheyParseKeepToItToo(int poison) throws IOException {
        rig.transform(dyingOf(Set.of("" + poison), OutOfMemoryError::new));
        Source source = new WatchedSource(ListSource.of(DOCUMENTS)).unknowing();
        attemptsToTheEnd(source, REQUEST);
        assertOnlySetAside(source, poison);
    }

    @Test
    void stopsThereIfAskedTo() throws IOException {
        rig.transform(dyingOf(Set.of("14"), ResumeLoopTest::killed));
        RunRequest stopping = REQUEST.withOnPoison(OnPoison.STOP);
        for (int attempt = 1; attempt <= 7; attempt++) {
            assertThat(dies(rig, plain(), stopping)).isTrue();
        }
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> rig.run(plain(), stopping, new DurableOperations()))
                .withMessage(
                        "List-Somali: attempts [5, 6, 7] died with the document at offset 14 in flight, which follows"
                                + " position \"14 asked=false\", and it is to blame");
        assertThat(dies(rig, plain(), REQUEST)).isFalse();
        assertOnlySetAside(plain(), 14);
    }

    @Test
    void beginsNoMoreAttemptsThanItMay() throws IOException {
        RunRequest three = REQUEST.withMaxAttempts(3);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(dies(rig, plain(), three, 4, Fault.CRASH_BEFORE)).isTrue();
        }
        DurableOperations operations = new DurableOperations();
        assertThat(rig.run(plain(), three, operations))
                .isEqualTo(
                        new RunReport.Refused(new Refusal.NoAttemptsLeft(new RunId("run-of-process-1"), 3, 3, 3, 0)));
        assertThat(operations.log()).isEmpty();
        assertThat(dies(rig, plain(), REQUEST.withMaxAttempts(4))).isFalse();
    }

    private static ListSource plain() {
        return new ListSource(Checkpoints.SOURCE, DOCUMENTS, 0, 0, "first", false);
    }

    private static String before(int document) {
        return document + " asked=false";
    }

    private static Error killed() {
        return new SimulatedCrash("a document");
    }

    private static void die(String position) {
        throw new SimulatedCrash("at " + position);
    }

    private int attemptsToTheEnd(Source source, RunRequest request) {
        return attemptsToTheEnd(rig, source, request);
    }

    /** How many further attempts it takes. */
    private static int attemptsToTheEnd(Rig rig, Source source, RunRequest request) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            if (!dies(rig, source, request)) {
                return attempt - 1;
            }
        }
        throw new AssertionError("not at the end after " + ATTEMPTS_MAX + " attempts: " + rig.said());
    }

    private static boolean dies(Rig rig, Source source, RunRequest request) {
        return dies(rig, source, request, Long.MAX_VALUE, Fault.CRASH_BEFORE);
    }

    /** Whether a process dies before the run is at its end: by a fault at its n-th operation, or by itself. */
    private static boolean dies(Rig rig, Source source, RunRequest request, long n, Fault fault) {
        try {
            RunReport report = rig.run(source, request, new DurableOperations().plan(n, fault));
            assertThat(report).isInstanceOf(RunReport.Completed.class);
            return false;
        } catch (SimulatedCrash | OutOfMemoryError | StackOverflowError dead) {
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Transform dyingOf(Set<String> poison, Supplier<Error> death) {
        Transform transform = new MinLength(10);
        return new Transform() {
            @Override
            public Outcome apply(Document document) {
                if (poison.contains(document.id())) {
                    throw death.get();
                }
                return transform.apply(document);
            }

            @Override
            public String describe() {
                return transform.describe();
            }
        };
    }

    private Checkpoint checkpoint() {
        return ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
    }

    private Dataset dataset() {
        return rig.place().dataset(Checkpoints.SOURCE);
    }

    private static Dataset expected(Source source) throws IOException {
        Rig other = new Rig();
        other.run(source, REQUEST, new DurableOperations());
        return other.place().dataset(Checkpoints.SOURCE);
    }

    private void assertOnlySetAside(Source source, Integer... poison) throws IOException {
        assertOnlySetAside(rig, source, poison);
    }

    /** The dataset is the one of a run that nothing disturbed, except that some documents were set aside. */
    private static void assertOnlySetAside(Rig rig, Source source, Integer... poison) throws IOException {
        Dataset dataset = rig.place().dataset(Checkpoints.SOURCE);
        Dataset expected = expected(source);
        Predicate<Entry> sound = entry -> !List.of(poison).contains((int) entry.offset());
        assertThat(dataset.entries().stream().filter(sound))
                .containsExactlyElementsOf(
                        expected.entries().stream().filter(sound).toList());
        assertThat(dataset.entries().stream().filter(sound.negate()))
                .hasSize(poison.length)
                .allSatisfy(entry -> assertThat(((Entry.Quarantined) entry).reason())
                        .startsWith("3 attempts died with it in hand; it follows position"));
        assertThat(dataset.tally().read()).isEqualTo(expected.tally().read());
        assertThat(dataset.lastIndex()).isEqualTo(expected.lastIndex());
    }
}
