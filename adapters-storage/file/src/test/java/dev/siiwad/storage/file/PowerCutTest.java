package dev.siiwad.storage.file;

import static dev.siiwad.storage.file.Recoveries.FIRST;
import static dev.siiwad.storage.file.Recoveries.NEWER;
import static dev.siiwad.storage.file.Recoveries.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power behind every operation of whole runs on files, publishing included, and expects on every disk state that may be left: the checkpoint that was
 * promised last, or the one just being written, and never less; no receipt that stands for other files; and, when the same command is run again,
 * the dataset of a run that was never stopped, byte for byte, without an attempt or a segment's name used twice.
 */
class PowerCutTest {
    private static final RunId MINE = new RunId("mine");
    private static final Machine.Command REMOVE_MINE = machine -> machine.removeDataset(MINE);

    @TempDir(factory = InMemory.class)
    Path temporary;

    private Recoveries recoveries;

    @BeforeEach
    void begin() {
        recoveries = new Recoveries(temporary, Machine.Repetition.NONE);
    }

    static Machine.Command ingest(RunRequest request, ListSource source) {
        return machine -> machine.ingest(request, source, Long.MAX_VALUE);
    }

    /** Interrupted. */
    static Machine.Command ingestUpTo(long offset) {
        return machine -> machine.ingest(REQUEST, FIRST, offset);
    }

    private static Machine.Command restoreInPlaceOf(ListSource source) {
        return machine -> {
            machine.restore();
            requireKept(machine, source);
        };
    }

    private static Machine.Command setInPlaceOf(ListSource source, long offset) {
        return machine -> {
            machine.set(offset);
            requireKept(machine, source);
        };
    }

    private static void requireKept(Machine machine, ListSource source) throws IOException {
        assertThat(machine.replaced())
                .anyMatch(replaced -> replaced instanceof Saved.Committed committed
                        && committed
                                .checkpoint()
                                .snapshot()
                                .equals(source.snapshot().id()));
    }

    @Test
    void aRunFromTheFirstClaimToTheLastSegmentRemoved(TestReporter reporter) throws IOException {
        recoveries.cutEverywhere(List.of(), List.of(ingest(REQUEST, FIRST)));
        recoveries.requireTried(reporter, 150, 640);
    }

    @Test
    void aRunThatPublishesOnceWhatIsThereTwice(TestReporter reporter) throws IOException {
        recoveries = new Recoveries(temporary, Machine.Repetition.PUBLISHED_ONCE);
        recoveries.cutEverywhere(List.of(), List.of(ingest(REQUEST, FIRST)));
        recoveries.requireTried(reporter, 160, 640);
    }

    @Test
    void aRunThatIsCarriedOn(TestReporter reporter) throws IOException {
        recoveries.cutEverywhere(
                List.of(), List.of(ingestUpTo(5), ingestUpTo(5), ingestUpTo(7), ingest(REQUEST, FIRST)));
        recoveries.requireTried(reporter, 230, 1_000);
    }

    @Test
    void aRunThatTakesThePlaceOfOneInProgress(TestReporter reporter) throws IOException {
        Machine.Command force = ingest(REQUEST.withForce(), NEWER);
        recoveries.cutEverywhere(List.of(ingestUpTo(7)), List.of(force));
        recoveries.cutEverywhere(List.of(ingestUpTo(7)), List.of(force), List.of(ingest(REQUEST, NEWER)));
        recoveries.requireTried(reporter, 260, 2_800);
    }

    @Test
    void aRunThatTakesThePlaceOfOneThatIsPublished(TestReporter reporter) throws IOException {
        recoveries.cutEverywhere(List.of(ingest(REQUEST, FIRST)), List.of(ingest(REQUEST, NEWER)));
        recoveries.requireTried(reporter, 120, 700);
    }

    @Test
    void aRunThatIsStartedAgainUnderItsOwnName(TestReporter reporter) throws IOException {
        RunRequest named = REQUEST.withRunId(MINE);
        Machine.Command almostAll = machine -> machine.ingest(named, FIRST, 7);
        recoveries.cutEverywhere(
                List.of(almostAll),
                List.of(ingest(named, FIRST), ingest(named, FIRST), REMOVE_MINE, ingest(named, FIRST)));
        recoveries.requireTried(reporter, 210, 1_100);
    }

    @Test
    void aRunThatFellBackToTheGenerationBefore(TestReporter reporter) throws IOException {
        List<Machine.Command> twiceDamaged =
                List.of(ingestUpTo(7), ingestUpTo(7), Machine::damage, ingestUpTo(7), Machine::damage);
        recoveries.cutEverywhere(twiceDamaged, List.of(ingest(REQUEST, FIRST)));
        recoveries.requireTried(reporter, 80, 400);
    }

    @Test
    void aRunThatPublishesSomethingElseUnderItsOwnName(TestReporter reporter) throws IOException {
        RunRequest named = REQUEST.withRunId(MINE);
        recoveries.cutEverywhere(List.of(ingest(named, FIRST)), List.of(REMOVE_MINE, ingest(named, NEWER)));
        recoveries.requireTried(reporter, 125, 700);
    }

    @Test
    void backingUpForcingAndRestoring(TestReporter reporter) throws IOException {
        recoveries.cutEverywhere(
                List.of(ingestUpTo(5)),
                List.of(
                        Machine::backUp,
                        ingestUpTo(7),
                        ingestUpTo(7),
                        machine -> machine.ingest(REQUEST.withForce(), NEWER, 5),
                        restoreInPlaceOf(NEWER),
                        ingest(REQUEST, FIRST)));
        recoveries.requireTried(reporter, 270, 1_190);
    }

    @Test
    void anOffsetSetByHand(TestReporter reporter) throws IOException {
        recoveries.cutEverywhere(List.of(ingestUpTo(5)), List.of(setInPlaceOf(FIRST, 7), ingest(REQUEST, FIRST)));
        recoveries.requireTried(reporter, 100, 250);
    }
}
