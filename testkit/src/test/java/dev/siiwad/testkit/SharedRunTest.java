package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.document.Document;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that processes share gives the dataset of one that nobody shares, whoever dies when. */
class SharedRunTest {
    private static final int DOCUMENTS = 14;
    private static final SourceId SOURCE = ListSource.of(1).id();
    private static final RunRequest REQUEST =
            RunRequest.defaults().withAgain().withCheckpointEvery(3).withRunId(new RunId("shared"));

    private final Dataset expected = alone(Deduplication.NONE);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 14, 40})
    void anyNumberOfSlicesGivesTheSame(int slices) throws IOException {
        Rig rig = new Rig();
        assertThat(rig.share(ListSource.of(DOCUMENTS), REQUEST, slices, new DurableOperations()))
                .isInstanceOf(RunReport.Completed.class);
        assertComplete(rig, slices + " slices");
    }

    @Test
    void publishesNothingTwiceOfWhatIsTheSameInDifferentSlices() throws IOException {
        Rig rig = new Rig().deduplicate(Deduplication.EXACT);
        rig.share(ListSource.of(DOCUMENTS), REQUEST, 4, new DurableOperations());
        assertThat(rig.place().dataset(SOURCE)).isEqualTo(alone(Deduplication.EXACT));
    }

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        int stops = 0;
        for (int n = 1; ; n++) {
            Rig rig = new Rig();
            if (!stopAt(rig, n, fault)) {
                break;
            }
            stops++;
            assertThat(stopAt(rig, Integer.MAX_VALUE, fault)).isFalse();
            assertComplete(rig, fault + " at operation " + n);
        }
        assertThat(stops).isGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER"})
    void twoStopsNeverShowEither(Fault fault) throws IOException {
        for (int n = 1; ; n += 3) {
            for (int m = 1; ; m += 5) {
                Rig rig = new Rig();
                if (!stopAt(rig, n, fault)) {
                    return;
                }
                boolean stoppedAgain = stopAt(rig, m, fault);
                stopAt(rig, Integer.MAX_VALUE, fault);
                assertComplete(rig, fault + " at operations " + n + " and " + m);
                if (!stoppedAgain) {
                    break;
                }
            }
        }
    }

    /** The storage in memory lets another process in wherever the first one stands, as one whose locks do not exclude. */
    @Test
    void anotherProcessThatTakesWhatItLikesDamagesNothing() throws IOException {
        for (int n = 1; ; n++) {
            Rig rig = new Rig();
            DurableOperations operations = new DurableOperations();
            operations.planIntruder(n, () -> share(rig));
            try {
                assertThat(rig.share(ListSource.of(DOCUMENTS), REQUEST, 3, operations))
                        .isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
            } catch (IOException e) {
                assertThat(operations.struck()).as(e.toString()).isTrue();
                assertThat(e).isNotInstanceOfAny(LostRaceException.class, SourceBusyException.class);
            }
            if (!operations.struck()) {
                return;
            }
            share(rig);
            assertComplete(rig, "another process at operation " + n);
        }
    }

    @Test
    void whoeverPlansTooLateTakesPartInTheRunThatWasPlanned() throws IOException {
        int operation = 1;
        while (!planned(operation).equals("commit 0")) {
            operation++;
        }
        assertThat(operation).isGreaterThan(1);
    }

    /** @return the operation before which another process has planned the run */
    private String planned(int operation) throws IOException {
        Rig rig = new Rig();
        DurableOperations operations = new DurableOperations();
        operations.planIntruder(operation, () -> only(rig, 2));
        assertThat(rig.share(ListSource.of(DOCUMENTS), REQUEST, 3, operations)).isInstanceOf(RunReport.Completed.class);
        assertComplete(rig, "another process has planned before operation " + operation);
        return operations.log().get(operation - 1);
    }

    @Test
    void aProcessReadsTheSliceThatItIsAskedForAndThePublisherIsWhoeverFindsAllRead() throws IOException {
        Rig rig = new Rig();
        for (int slice = 1; slice <= 2; slice++) {
            assertThat(only(rig, slice)).isEqualTo(new RunReport.WithOthers(new RunId("shared"), 3 - slice));
        }
        assertThat(only(rig, 3)).isInstanceOf(RunReport.Completed.class);
        assertComplete(rig, "one slice each");
    }

    @Test
    void aRunThatIsFinishedStaysFinished() throws IOException {
        Rig rig = new Rig();
        share(rig);
        assertThat(share(rig)).isInstanceOf(RunReport.Finished.class);
        assertComplete(rig, "asked for again");
    }

    @Test
    void refusesWhatThePlanIsNot() throws IOException {
        Rig rig = new Rig();
        only(rig, 1);
        assertRefused(
                rig.run(ListSource.of(DOCUMENTS), REQUEST, new DurableOperations()),
                new Refusal.Shared(new RunId("shared"), 3));
        assertRefused(
                rig.share(ListSource.of(DOCUMENTS), REQUEST, 5, new DurableOperations()),
                new Refusal.OtherSlices(new RunId("shared"), 3, 5));
        RunId other = new RunId("other");
        assertRefused(
                rig.share(ListSource.of(DOCUMENTS), REQUEST.withRunId(other), 3, new DurableOperations()),
                new Refusal.OtherRunId(new RunId("shared"), other));
        share(rig);
        assertComplete(rig, "refused in between");
    }

    @Test
    void refusesARunInProgressThatIsNotShared() throws IOException {
        Rig rig = new Rig();
        DurableOperations operations = new DurableOperations().plan(9, Fault.CRASH_AFTER);
        assertThatThrownBy(() -> rig.run(ListSource.of(DOCUMENTS), REQUEST, operations))
                .isInstanceOf(SimulatedCrash.class);
        assertRefused(share(rig), new Refusal.NotShared(new RunId("shared")));
    }

    @Test
    void aRunThatBeginsAnewByForceTakesTheSlicesAway() throws IOException {
        Rig rig = new Rig();
        only(rig, 2);
        rig.run(ListSource.of(DOCUMENTS), REQUEST.withForce(), new DurableOperations());
        assertComplete(rig, "begun anew");
    }

    @Test
    void aRunThatCannotBeginAnewTakesNothingAway() throws IOException {
        Rig rig = new Rig();
        only(rig, 2);
        List<String> before = List.copyOf(rig.place().segmentNames());
        WatchedSource down = new WatchedSource(ListSource.of(DOCUMENTS)).on(WatchedSource.Moment.ASKING, at -> {
            throw new IOException("upstream is down");
        });
        assertThatThrownBy(() -> rig.run(down, REQUEST.withForce(), new DurableOperations()))
                .hasMessage("upstream is down");
        assertThat(List.copyOf(rig.place().segmentNames())).isEqualTo(before);
        share(rig);
        assertComplete(rig, "after a start that failed");
    }

    @Test
    void whatAnotherPlanLeftInASliceIsReadAnew() throws IOException {
        Rig rig = new Rig();
        DurableOperations operations = new DurableOperations();
        operations.plan(30, Fault.CRASH_AFTER);
        assertThatThrownBy(() -> rig.share(
                        ListSource.of(DOCUMENTS).edition("second"),
                        REQUEST.withRunId(new RunId("before")),
                        3,
                        operations))
                .isInstanceOf(SimulatedCrash.class);
        CheckpointStore checkpoints = rig.place().open(new DurableOperations()).checkpoints();
        checkpoints.load(SOURCE);
        checkpoints.delete(SOURCE);
        share(rig);
        assertComplete(rig, "after another plan");
    }

    /** Nobody tells a process that knew it to be read, nor takes the mark away that says so. */
    @Test
    void aSliceWhoseCheckpointSomebodyHasDeletedIsReadAgain() throws IOException {
        Rig rig = new Rig();
        DurableOperations untilPublished = new DurableOperations().refuse("publish");
        assertThatThrownBy(() -> rig.share(ListSource.of(DOCUMENTS), REQUEST, 3, untilPublished))
                .isInstanceOf(IOException.class);
        CheckpointStore checkpoints = rig.place().open(new DurableOperations()).checkpoints();
        SourceId slice = Slice.idOf(SOURCE, 2, 3);
        assertThat(checkpoints.load(slice).isEndOf(new RunId("shared"))).isTrue();
        checkpoints.delete(slice);
        share(rig);
        assertComplete(rig, "a slice deleted");
    }

    /** Whichever slice it is in, and whatever the others have read by then. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9, 12})
    void aDocumentThatKillsCostsItselfAlone(int poison) throws IOException {
        Rig rig = new Rig().withoutTrials().transform(dyingOf("" + poison));
        int deaths = 0;
        while (dies(rig)) {
            assertThat(++deaths).isLessThan(20);
        }
        assertThat(deaths).isPositive();
        Dataset dataset = rig.place().dataset(SOURCE);
        assertThat(dataset.tally().read()).isEqualTo(expected.tally().read());
        assertThat(entriesBut(poison, dataset)).isEqualTo(entriesBut(poison, expected));
        assertThat(dataset.entries())
                .filteredOn(entry -> entry.offset() == poison)
                .singleElement()
                .isInstanceOfSatisfying(
                        Entry.Quarantined.class,
                        entry -> assertThat(entry.documentId()).isEqualTo("offset-" + poison));
    }

    private static List<Entry> entriesBut(int offset, Dataset dataset) {
        return dataset.entries().stream()
                .filter(entry -> entry.offset() != offset)
                .toList();
    }

    private static boolean dies(Rig rig) throws IOException {
        try {
            assertThat(share(rig)).isInstanceOf(RunReport.Completed.class);
            return false;
        } catch (OutOfMemoryError dead) {
            return true;
        }
    }

    private static Transform dyingOf(String document) {
        Transform sound = new MinLength(10);
        return new Transform() {
            @Override
            public Outcome apply(Document read) {
                if (read.id().equals(document)) {
                    throw new OutOfMemoryError();
                }
                return sound.apply(read);
            }

            @Override
            public String describe() {
                return sound.describe();
            }
        };
    }

    private static void assertRefused(RunReport report, Refusal refusal) {
        assertThat(report).isEqualTo(new RunReport.Refused(refusal));
    }

    private static RunReport share(Rig rig) throws IOException {
        return rig.share(ListSource.of(DOCUMENTS), REQUEST, 3, new DurableOperations());
    }

    private static RunReport only(Rig rig, int slice) throws IOException {
        return rig.share(
                ListSource.of(DOCUMENTS),
                REQUEST,
                new Sharing(3, OptionalInt.of(slice), false),
                new DurableOperations());
    }

    private static boolean stopAt(Rig rig, long n, Fault fault) throws IOException {
        DurableOperations operations = new DurableOperations().plan(n, fault);
        try {
            RunReport report = rig.share(ListSource.of(DOCUMENTS), REQUEST, 3, operations);
            assertThat(report).isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
            return false;
        } catch (SimulatedCrash e) {
            return true;
        } catch (IOException e) {
            assertThat(fault).as(e.toString()).isEqualTo(Fault.FAIL);
            return true;
        }
    }

    private static Dataset alone(Deduplication deduplication) {
        Rig rig = new Rig().deduplicate(deduplication);
        try {
            rig.run(ListSource.of(DOCUMENTS), REQUEST, new DurableOperations());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rig.place().dataset(SOURCE);
    }

    private void assertComplete(Rig rig, String when) throws IOException {
        assertThat(rig.place().dataset(SOURCE)).as(when).isEqualTo(expected);
        assertThat(rig.place().saved(SOURCE)).as(when).isEqualTo(new Saved.None());
        for (int slice = 1; slice <= 3; slice++) {
            assertThat(rig.place().saved(Slice.idOf(SOURCE, slice, 3))).as(when).isEqualTo(new Saved.None());
        }
        assertThat(rig.place().segmentNames()).as(when).isEmpty();
    }
}
