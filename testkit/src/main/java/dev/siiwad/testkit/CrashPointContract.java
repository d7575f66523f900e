package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole run, stopped at its 1st, 2nd, … last durable operation and run again, ends in the dataset of one that was never stopped. */
interface CrashPointContract extends StorageUnderTest {
    int LISTED = 10;
    int SECOND_STOPS_MAX = 5;
    int REPEATING = 4;
    int FAULTS = 3;
    RunRequest REQUEST = RunRequest.defaults()
            .withAgain()
            .withCheckpointEvery(3)
            .withKeepRejects()
            .withRunId(new RunId("20261101_080000_list-somali_0123abcd"));

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "FAIL"})
    default void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        SortedMap<String, String> expected = uninterrupted();
        int operations = operations();
        for (int n = 1; n <= operations; n += step(operations)) {
            Rig rig = rig(fault + "-" + n);
            assertThat(stopAt(rig, n, fault)).as("stopped at operation %s", n).isTrue();
            Published.assertNothingHalf(another(place(fault + "-" + n)));
            assertComplete(rig, fault + "-" + n, expected);
        }
    }

    @Test
    default void aSecondStopDuringTheResumeNeverShowsEither() throws IOException {
        SortedMap<String, String> expected = uninterrupted();
        int operations = operations();
        int step = operations / (int) Math.min(SECOND_STOPS_MAX, Math.ceil(Math.sqrt(triesMax())));
        for (int n = 2; n <= operations; n += step) {
            for (int m = 1; m <= operations; m += step) {
                Rig rig = rig("twice-" + n + "-" + m);
                stopAt(rig, n, Fault.CRASH_BEFORE);
                if (stopAt(rig, m, Fault.CRASH_BEFORE)) {
                    assertComplete(rig, "twice-" + n + "-" + m, expected);
                }
            }
        }
    }

    /** It is refused, or takes the run over, or comes too late. */
    @Test
    default void aSecondRunBargingInDamagesNothing() throws IOException {
        SortedMap<String, String> expected = uninterrupted();
        int operations = operations();
        for (int n = 1; n <= operations; n += 2 * step(operations)) {
            Rig rig = rig("intruder-" + n);
            DurableOperations first = new DurableOperations().planIntruder(n, () -> {
                try {
                    rig.run(ListSource.of(LISTED), REQUEST, new DurableOperations());
                } catch (SourceBusyException refused) {
                    assertThat(refused).hasMessageContaining(Checkpoints.SOURCE.value());
                }
            });
            try {
                rig.run(ListSource.of(LISTED), REQUEST, first);
            } catch (LostRaceException taken) {
                assertThat(first.struck()).isTrue();
            }
            if (!Published.documents(another(place("intruder-" + n))).equals(expected)) {
                assertComplete(rig, "intruder-" + n, expected);
            }
            assertThat(Published.documents(another(place("intruder-" + n))))
                    .as("second run at operation %s", n)
                    .isEqualTo(expected);
        }
    }

    /** Replacing an older dataset, stopped anywhere: one of the two is there at any time, whole, and at the end only the new one. */
    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    default void replacingIsStoppedAnywhereAndEndsWithTheNewDataset(Fault fault) throws IOException {
        RunId older = new RunId("20261031_080000_list-somali_0123abcd");
        RunRequest replacing = REQUEST.withReplace(Replace.COVERED);
        boolean struck = true;
        for (int n = operations() - 6; struck; n++) {
            String name = "replacing-" + fault + "-" + n;
            Rig rig = rig(name);
            rig.run(ListSource.of(LISTED), REQUEST.withRunId(older), new DurableOperations());
            DurableOperations operations = new DurableOperations().plan(n, fault);
            try {
                rig.run(ListSource.of(LISTED), replacing, operations);
            } catch (SimulatedCrash stopped) {
                Published.assertNothingHalf(another(place(name)));
            }
            struck = operations.struck();
            assertThat(another(place(name))
                            .datasets()
                            .catalog(Checkpoints.SOURCE)
                            .datasets())
                    .as(name)
                    .isNotEmpty();
            rig.run(ListSource.of(LISTED), replacing, new DurableOperations());
            Catalog left = another(place(name)).datasets().catalog(Checkpoints.SOURCE);
            assertThat(left.datasets())
                    .as(name)
                    .extracting(Dataset::run)
                    .containsExactly(REQUEST.runId().orElseThrow());
            assertThat(left.datasets().get(0).relations().replaces()).as(name).containsExactly(older);
            Published.assertOne(
                    another(place(name)), left.datasets().get(0).tally().kept());
        }
    }

    /**
     * Finding what is there twice, in the run and in a dataset that is published, stopped wherever it keeps what it has found: the dataset and its rejects are those of a run
     * that was never stopped, and nothing of it is left.
     */
    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER", "FAIL"})
    default void findingDuplicatesIsStoppedAnywhereAndEndsTheSame(Fault fault) throws IOException {
        Rig whole = repeating("repeating");
        DurableOperations counted = new DurableOperations();
        whole.run(ListSource.of(LISTED), REQUEST, counted);
        SortedMap<String, String> expected = Published.documents(another(place("repeating")));
        Published.assertOne(another(place("repeating")), 2);
        assertThat(Published.rejected(another(place("repeating"))))
                .containsOnlyKeys("duplicate", "duplicate_elsewhere", "min_length");
        List<Integer> kept = IntStream.rangeClosed(
                        counted.log().indexOf("payload") + 2, counted.log().size())
                .filter(n -> counted.log().get(n - 1).equals("payload"))
                .boxed()
                .toList();
        assertThat(kept).as("when it keeps what it has found").hasSizeGreaterThan(4);
        int step = Math.max(1, FAULTS * kept.size() / triesMax());
        for (int at = fault.ordinal() % step; at < kept.size(); at += step) {
            String name = "repeating-" + fault + "-" + kept.get(at);
            Rig rig = repeating(name);
            assertThat(stopAt(rig, kept.get(at), fault)).as(name).isTrue();
            Published.assertNothing(another(place(name)));
            assertComplete(rig, name, expected);
        }
    }

    /** Cut where the source asked for it, so that none tells where another was. */
    @Test
    default void allSegmentsThatAreLostAreReadAgain() throws IOException {
        SortedMap<String, String> expected = uninterrupted();
        Rig rig = rig("lost");
        ListSource list = ListSource.of(LISTED);
        assertThatThrownBy(() -> rig.run(list, REQUEST, new DurableOperations().refuse("publish")))
                .hasMessage("simulated refusal of publish");
        Storage holding = another(place("lost"));
        holding.checkpoints().load(Checkpoints.SOURCE);
        SegmentStore segments = holding.segments(Checkpoints.SOURCE);
        RunId run = REQUEST.runId().orElseThrow();
        segments.retainOnly(Set.of());
        assertThat(segments.length(run, new SegmentName(1, 1))).isEmpty();
        segments.storePayload(
                run, list.snapshot().id(), list.snapshot().payload().orElseThrow());
        assertComplete(rig, "lost", expected);
    }

    /** A few texts in turn, of which another dataset has the first. */
    private Rig repeating(String name) throws IOException {
        Rig rig = rig(name).transform(new Repeating(1));
        RunId other = new RunId("20261031_080000_list-other_0123abcd");
        rig.run(
                new ListSource(new SourceId("List-Other"), 3, 0, 0, "first", false),
                REQUEST.withRunId(other),
                new DurableOperations());
        return rig.transform(Transform.chain(List.of(new MinLength(10), new Repeating(REPEATING))))
                .deduplicate(Deduplication.near(new PlainMinHash())
                        .withAgainst(Against.named(List.of("List-Other", other.value())))
                        .withBlockDocuments(2));
    }

    private SortedMap<String, String> uninterrupted() throws IOException {
        if (!Files.exists(place("uninterrupted"))) {
            assertThat(stopAt(rig("uninterrupted"), Integer.MAX_VALUE, Fault.FAIL))
                    .isFalse();
        }
        return Published.documents(another(place("uninterrupted")));
    }

    /** How many durable operations a run has. */
    private int operations() throws IOException {
        DurableOperations counted = new DurableOperations();
        rig("counted").run(ListSource.of(LISTED), REQUEST, counted);
        assertThat(counted.log()).hasSizeGreaterThan(20);
        return counted.log().size();
    }

    private int step(int operations) {
        return Math.max(1, operations / triesMax());
    }

    /** One process that meets a fault at its n-th operation; whether it did. */
    private static boolean stopAt(Rig rig, long n, Fault fault) throws IOException {
        DurableOperations operations = new DurableOperations().plan(n, fault);
        try {
            RunReport report = rig.run(ListSource.of(LISTED), REQUEST, operations);
            assertThat(report).isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
            return operations.struck();
        } catch (SimulatedCrash e) {
            return true;
        } catch (IOException e) {
            assertThat(fault).as(e.toString()).isEqualTo(Fault.FAIL);
            return true;
        }
    }

    /** Runs to the end; also where only what follows publishing is left to do. */
    private void assertComplete(Rig rig, String where, SortedMap<String, String> expected) throws IOException {
        stopAt(rig, Integer.MAX_VALUE, Fault.CRASH_BEFORE);
        Storage after = another(place(where));
        assertThat(Published.documents(after)).as(where).isEqualTo(expected);
        assertThat(after.checkpoints().load(Checkpoints.SOURCE)).as(where).isEqualTo(new Saved.None());
        assertThat(Published.datasets(after)).as(where).hasSize(1);
        assertThat(after.segments(Checkpoints.SOURCE)
                        .highestAttempt(REQUEST.runId().orElseThrow()))
                .as("%s: nothing of the run is left", where)
                .isZero();
    }

    private Rig rig(String name) throws IOException {
        Path where = Files.createDirectories(place(name));
        return new Rig(() -> another(where)).format(DatasetFormat.JSON_LINES);
    }

    private Path place(String name) {
        return place().resolve(name);
    }
}
