package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list that a run reads by, lost: it is asked for again, and believed only if it is the one that the run is pinned to. */
class LostListTest {
    private static final ListSource LIST = ListSource.of(23);
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(3);
    private static final String MISSING = "run-of-process-1/list@first: is missing; the run reads by the list in it. ";

    @Test
    void isAskedForAgainAndStored() throws IOException {
        Rig undisturbed = new Rig();
        undisturbed.run(LIST, REQUEST, new DurableOperations());
        Rig rig = withoutItsList();
        assertThat(rig.run(LIST, REQUEST, new DurableOperations(), () -> true))
                .isInstanceOf(RunReport.Interrupted.class);
        assertThat(rig.said())
                .contains(MISSING + "Asking for list@first again")
                .contains("Restored the list of list@first: what was asked for again is what the run is pinned to");
        assertThat(payload(rig)).isEqualTo(LIST.snapshot().payload());
        assertThat(rig.run(LIST, REQUEST, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
        assertThat(rig.place().dataset(Checkpoints.SOURCE))
                .isEqualTo(undisturbed.place().dataset(Checkpoints.SOURCE));
    }

    @Test
    void looksWithoutStoringIt() throws IOException {
        Rig rig = withoutItsList();
        rig.process(LIST, REQUEST, new DurableOperations(), () -> false).explain();
        assertThat(payload(rig)).isEmpty();
    }

    @Test
    void whatUpstreamHasByNowIsNotTakenForIt() {
        Rig rig = withoutItsList();
        assertRefused(
                rig,
                LIST.edition("newer"),
                MISSING + "It cannot be had again: the run reads list@first, and there is list@newer now");
    }

    @Test
    void anotherListOfTheSameNameIsNotTakenForIt() {
        Rig rig = withoutItsList();
        assertRefused(
                rig,
                again(Optional.of(Snapshot.of("list@first", "0 1 2"))),
                MISSING
                        + "What can be had of that snapshot now is another list than the one that was stored, or nothing"
                        + " proves that it is the same");
    }

    @Test
    void whatCanBeHadOnlyOnceIsRefused() {
        assertRefused(withoutItsList(), again(Optional.empty()), MISSING + "Such a list can be had only once");
    }

    @Test
    void saysWhatIsNeededForIt() {
        Source withoutFile = Planted.instead(Source.class, LIST, "again", (port, real, given) -> {
            throw new SourceException("videos.txt: there is no such file");
        });
        assertRefused(
                withoutItsList(), withoutFile, MISSING + "It cannot be had again: videos.txt: there is no such file");
    }

    /** Whether the same command would do later is not known then. */
    @Test
    void aFailureToAskIsNotARefusal() {
        Source down = Planted.instead(Source.class, LIST, "again", (port, real, given) -> {
            throw new IOException("status 503");
        });
        assertThatThrownBy(() -> withoutItsList().run(down, REQUEST, new DurableOperations()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(MISSING + "It was to be had again, and that failed: status 503");
    }

    /** Nothing that an earlier version stored tells which list it was; an id may. */
    @Test
    void ofARunThatAnEarlierVersionBeganOnlyAnIdThatIsItsDigestProvesIt() {
        Rig rig = withoutItsList();
        Checkpoint found = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        Run run = found.run();
        Run early = new Run(run.id(), run.source(), run.started(), run.firstIndex(), run.snapshot(), run.settings());
        rig.place()
                .put(
                        Checkpoints.SOURCE,
                        new Saved.Committed(
                                new Checkpoint(early, found.claim(), found.extent(), found.timestamp(), found.extra()),
                                Optional.empty()));
        assertRefused(
                rig,
                LIST,
                MISSING + "What can be had of that snapshot now is another list than the one that was"
                        + " stored, or nothing proves that it is the same");
    }

    private static void assertRefused(Rig rig, Source source, String message) {
        assertThatThrownBy(() -> rig.run(source, REQUEST, new DurableOperations()))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessage(message);
        assertThat(payload(rig)).isEmpty();
        assertThat(rig.place().datasets).isEmpty();
    }

    private static Source again(Optional<Snapshot> snapshot) {
        return Planted.instead(Source.class, LIST, "again", (port, real, given) -> snapshot);
    }

    private static Rig withoutItsList() {
        Rig rig = new Rig();
        int[] asked = new int[1];
        try {
            rig.run(LIST, REQUEST, new DurableOperations(), () -> asked[0]++ >= 15);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        rig.place().payloads.values().forEach(ofRun -> ofRun.remove("list@first"));
        return rig;
    }

    private static Optional<String> payload(Rig rig) {
        return rig.place().payloads.values().stream()
                .flatMap(ofRun -> Optional.ofNullable(ofRun.get("list@first")).stream())
                .findFirst();
    }
}
