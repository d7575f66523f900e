package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.ingest.NotRepairedException;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.Position;
import dev.siiwad.source.Source;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import dev.siiwad.testkit.InMemoryPlace.StoredSegment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A damaged segment costs that its documents are read again, and nothing else. */
class RepairTest {
    private static final ListSource LIST = new ListSource(Checkpoints.SOURCE, 23, 7, 4, "first", false);
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(3);

    @Test
    void anyOneLostSegmentIsReadAgain() throws IOException {
        Dataset expected = undamaged();
        for (SegmentName lost : names(stoppedBeforePublishing())) {
            Rig rig = stoppedBeforePublishing();
            segments(rig).remove(lost);
            complete(rig, LIST);
            assertThat(rig.said())
                    .as("without " + lost)
                    .contains("Repaired 1 segment: what was read again is what was committed");
            assertThat(dataset(rig)).as("without " + lost).isEqualTo(expected);
        }
    }

    @Test
    void whatWasRejectedIsReadAgainToo() throws IOException {
        RunRequest request = REQUEST.withKeepRejects();
        Rig undamaged = new Rig();
        undamaged.run(LIST, request, new DurableOperations());
        Rig rig = stoppedBeforePublishing(request);
        segments(rig).remove(names(rig).get(1));
        rig.run(LIST, request, new DurableOperations());
        assertThat(dataset(rig).entries()).anyMatch(Entry.Rejected.class::isInstance);
        assertThat(dataset(rig)).isEqualTo(dataset(undamaged));
    }

    @Test
    void anyTwoLostSegmentsAreReadAgain() throws IOException {
        Dataset expected = undamaged();
        List<SegmentName> names = names(stoppedBeforePublishing());
        for (SegmentName one : names) {
            for (SegmentName other : names) {
                Rig rig = stoppedBeforePublishing();
                segments(rig).remove(one);
                segments(rig).remove(other);
                complete(rig, LIST);
                assertThat(dataset(rig)).as("without " + one + " and " + other).isEqualTo(expected);
            }
        }
    }

    /** Whatever was cut at multiples, or in equal parts, can be cut again though nothing of it is left. */
    @Test
    void anyAdjacentLostSegmentsAreReadAgain() throws IOException {
        ListSource regular = new ListSource(Checkpoints.SOURCE, 23, 7, 0, "first", false);
        Rig undisturbed = new Rig();
        undisturbed.run(regular, REQUEST, new DurableOperations());
        int size = names(stoppedBeforePublishing(regular)).size();
        for (int first = 0; first < size; first++) {
            for (int end = first + 3; end <= size; end++) {
                Rig rig = stoppedBeforePublishing(regular);
                names(rig).subList(first, end).forEach(segments(rig)::remove);
                complete(rig, regular);
                assertThat(rig.said())
                        .contains("Repaired " + (end - first) + " segments: what was read again is what was committed");
                assertThat(dataset(rig)).as(first + " to " + end).isEqualTo(dataset(undisturbed));
            }
        }
    }

    /** Segments of 1 to 3 documents each, cut where the source asked for it and at multiples: every pattern of them. */
    @Test
    void whateverIsLostOfIrregularSegmentsIsReadAgain() throws IOException {
        ListSource irregular = new ListSource(Checkpoints.SOURCE, 17, 7, 4, "first", false);
        Rig undisturbed = new Rig();
        undisturbed.run(irregular, REQUEST, new DurableOperations());
        List<SegmentName> names = names(stoppedBeforePublishing(irregular));
        assertThat(names).hasSize(9);
        for (int pattern = 1; pattern < 1 << names.size(); pattern++) {
            Rig rig = stoppedBeforePublishing(irregular);
            for (int n = 0; n < names.size(); n++) {
                if ((pattern >> n & 1) == 1) {
                    segments(rig).remove(names.get(n));
                }
            }
            complete(rig, irregular);
            assertThat(dataset(rig)).as("without those of pattern " + pattern).isEqualTo(dataset(undisturbed));
        }
    }

    /** Of so many not all positions are kept: where one is missing, reading goes on from the segment before, so that no document is read twice. */
    @Test
    void asManyAdjacentIrregularSegmentsAreReadAgainAsPredecessorsAreKept() throws IOException {
        ListSource irregular = new ListSource(Checkpoints.SOURCE, 1300, 7, 4, "first", false);
        Rig undisturbed = new Rig();
        undisturbed.run(irregular, REQUEST, new DurableOperations());
        int size = names(stoppedBeforePublishing(irregular)).size();
        for (int end : List.of(Predecessors.COUNT_MAX, size - 10, size)) {
            Rig rig = stoppedBeforePublishing(irregular);
            List<SegmentName> lost = names(rig).subList(end - Predecessors.COUNT_MAX, end);
            lost.forEach(segments(rig)::remove);
            long before = irregular.documentsRead();
            complete(rig, irregular);
            assertThat(rig.said()).contains("Repaired 64 segments: what was read again is what was committed");
            assertThat(dataset(rig)).as("up to " + end).isEqualTo(dataset(undisturbed));
            assertThat(irregular.documentsRead() - before).isLessThanOrEqualTo(64 * 3);
        }
    }

    @Test
    void moreAdjacentIrregularSegmentsThanThatAreRefused() throws IOException {
        ListSource irregular = new ListSource(Checkpoints.SOURCE, 300, 7, 4, "first", false);
        Rig rig = stoppedBeforePublishing(irregular);
        names(rig).subList(20, 36 + Predecessors.COUNT_MAX).forEach(segments(rig)::remove);
        assertThatThrownBy(() -> rig.run(irregular, REQUEST, new DurableOperations()))
                .isInstanceOf(NotRepairedException.class);
        assertThat(rig.place().datasets).isEmpty();
    }

    /** As somebody may have written it by hand; it says that as many documents were read. */
    @Test
    void aCheckpointThatCountsThousandsOfMillionsOfSegmentsIsRefusedAtOnce() throws IOException {
        Rig rig = stoppedAt(14);
        Checkpoint found = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        Extent forged = new Extent(
                Integer.MAX_VALUE,
                10,
                1000,
                found.position(),
                List.of(new SegmentRange(1, Integer.MAX_VALUE)),
                1,
                Optional.empty(),
                found.outputDigest(),
                false,
                false);
        rig.place()
                .put(
                        Checkpoints.SOURCE,
                        new Saved.Committed(
                                new Checkpoint(found.run(), found.claim(), forged, found.timestamp(), found.extra()),
                                Optional.empty()));
        assertThatThrownBy(() -> rig.run(LIST, REQUEST, new DurableOperations()))
                .isInstanceOf(NotRepairedException.class)
                .hasMessageContaining("more like these")
                .hasMessageEndingWith(
                        "Reading again does not repair it: 10000 of the first 10007 segments are damaged, and the other"
                                + " 2147473640 were not looked at");
        assertThat(rig.place().datasets).isEmpty();
    }

    /** An earlier build wrote the first of them, and kept the beginning of one predecessor alone. */
    @Test
    void anyTwoLostSegmentsOfARunThatAnEarlierBuildBeganAreReadAgain() throws IOException {
        Dataset expected = undamaged();
        List<SegmentName> names = names(begunByAnEarlierBuild());
        for (SegmentName one : names) {
            for (SegmentName other : names) {
                Rig rig = begunByAnEarlierBuild();
                segments(rig).remove(one);
                segments(rig).remove(other);
                complete(rig, LIST);
                assertThat(dataset(rig)).as("without " + one + " and " + other).isEqualTo(expected);
            }
        }
    }

    private static Rig begunByAnEarlierBuild() throws IOException {
        Rig rig = stoppedAt(11);
        EarlyVersions.keptOnePredecessorIn(rig.place());
        assertThatThrownBy(() -> rig.run(LIST, REQUEST, new DurableOperations().refuse("publish")))
                .hasMessage("simulated refusal of publish");
        return rig;
    }

    @Test
    void theNewestIsReadAgainAtTheNextStartAndOnlyThat() throws IOException {
        Rig rig = stoppedAt(14);
        ListSource source = LIST;
        List<SegmentName> names = names(rig);
        segments(rig).remove(names.get(names.size() - 1));
        long before = source.documentsRead();
        rig.run(source, REQUEST, new DurableOperations(), () -> true);
        assertThat(rig.said())
                .anyMatch(
                        line -> line.endsWith(" is missing. Reading its documents again, from offset=12 to offset=14"))
                .contains("Repaired 1 segment: what was read again is what was committed");
        assertThat(source.documentsRead() - before).isEqualTo(1);
        assertThat(names(rig)).isEqualTo(names);
        complete(rig, source);
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    /** One listing tells that it is missing; while upstream still has its documents. */
    @Test
    void anEarlierOneThatIsMissingIsReadAgainAtTheNextStart() throws IOException {
        Rig rig = stoppedAt(14);
        List<SegmentName> names = names(rig);
        segments(rig).remove(names.get(1));
        rig.run(LIST, REQUEST, new DurableOperations(), () -> true);
        assertThat(rig.said()).contains("Repaired 1 segment: what was read again is what was committed");
        assertThat(names(rig)).isEqualTo(names);
        complete(rig, LIST);
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    @Test
    void whatUpstreamGivesOtherwiseNowIsRefusedAndNothingChanges() throws IOException {
        Rig rig = stoppedBeforePublishing();
        SegmentName lost = names(rig).get(2);
        segments(rig).remove(lost);
        assertThatThrownBy(() -> rig.run(rereadAs(LIST.edition("other")), REQUEST, new DurableOperations()))
                .isInstanceOf(NotRepairedException.class)
                .hasMessageStartingWith(
                        "run-of-process-1/" + lost + " is missing\nReading again does not repair it: the"
                                + " 12 segments of run run-of-process-1 come to output_digest sha256:")
                .hasMessageContaining("; the checkpoint counts sha256:");
        assertThat(names(rig)).doesNotContain(lost);
        assertThat(rig.place().datasets).isEmpty();
        complete(rig, LIST);
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    @Test
    void aSourceThatEndsBeforeIsRefused() throws IOException {
        Rig rig = stoppedBeforePublishing();
        List<SegmentName> names = names(rig);
        segments(rig).remove(names.get(names.size() - 1));
        ListSource shorter = new ListSource(Checkpoints.SOURCE, 21, 7, 4, "first", false);
        assertThatThrownBy(() -> rig.run(rereadAs(shorter), REQUEST, new DurableOperations()))
                .isInstanceOf(NotRepairedException.class)
                .hasMessageEndingWith("source List-Somali ends before offset 23");
    }

    @Test
    void segmentsOfEarlyVersionsAreReadAgainFromTheStart() throws IOException {
        Rig rig = stoppedBeforePublishing();
        EarlyVersions.wroteAllOf(rig.place());
        segments(rig).remove(names(rig).get(3));
        complete(rig, LIST);
        assertThat(rig.said()).contains("Repaired 1 segment: what was read again is what was committed");
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void noStopWhileRepairingShowsInTheDataset(Fault fault) throws IOException {
        Dataset expected = undamaged();
        boolean struck = true;
        for (int n = 1; struck; n++) {
            Rig rig = stoppedBeforePublishing();
            segments(rig).remove(names(rig).get(1));
            segments(rig).remove(names(rig).get(5));
            DurableOperations operations = new DurableOperations().plan(n, fault);
            try {
                rig.run(LIST, REQUEST, operations);
            } catch (IOException | SimulatedCrash stop) {
                assertThat(operations.struck()).as(stop.toString()).isTrue();
            }
            struck = operations.struck();
            if (rig.place().datasets.isEmpty()) {
                complete(rig, LIST);
            }
            assertThat(dataset(rig)).as("stop at operation " + n).isEqualTo(expected);
        }
    }

    /** The list, of which upstream gives another edition by now without saying so. */
    private static Source rereadAs(ListSource other) {
        return Planted.instead(
                Source.class, LIST, "reread", (port, real, given) -> other.open(other.snapshot(), (Position) given[1]));
    }

    private static Rig stoppedBeforePublishing() {
        return stoppedBeforePublishing(LIST, REQUEST);
    }

    private static Rig stoppedBeforePublishing(RunRequest request) {
        return stoppedBeforePublishing(LIST, request);
    }

    private static Rig stoppedBeforePublishing(ListSource source) {
        return stoppedBeforePublishing(source, REQUEST);
    }

    private static Rig stoppedBeforePublishing(ListSource source, RunRequest request) {
        Rig rig = new Rig();
        assertThatThrownBy(() -> rig.run(source, request, new DurableOperations().refuse("publish")))
                .hasMessage("simulated refusal of publish");
        return rig;
    }

    private static Rig stoppedAt(int documents) throws IOException {
        Rig rig = new Rig();
        int[] asked = new int[1];
        rig.run(LIST, REQUEST, new DurableOperations(), () -> asked[0]++ >= documents + 4);
        return rig;
    }

    private static void complete(Rig rig, Source source) throws IOException {
        assertThat(rig.run(source, REQUEST, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
    }

    private static Map<SegmentName, StoredSegment> segments(Rig rig) {
        return rig.place().segments.values().iterator().next();
    }

    private static List<SegmentName> names(Rig rig) {
        return List.copyOf(segments(rig).keySet());
    }

    private static Dataset undamaged() throws IOException {
        Rig rig = new Rig();
        rig.run(LIST, REQUEST, new DurableOperations());
        return dataset(rig);
    }

    private static Dataset dataset(Rig rig) {
        return rig.place().dataset(Checkpoints.SOURCE);
    }
}
