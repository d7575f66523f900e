package dev.siiwad.storage.file;

import static dev.siiwad.storage.file.PowerCutTest.ingest;
import static dev.siiwad.storage.file.PowerCutTest.ingestUpTo;
import static dev.siiwad.storage.file.Recoveries.FIRST;
import static dev.siiwad.storage.file.Recoveries.NEWER;
import static dev.siiwad.storage.file.Recoveries.REQUEST;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** As {@link PowerCutTest}, where something else goes wrong too: the checkpoint is damaged, a process was killed, the power fails once more. */
class RepeatedPowerCutTest {
    @TempDir(factory = InMemory.class)
    Path temporary;

    private Recoveries recoveries;

    @BeforeEach
    void begin() {
        recoveries = new Recoveries(temporary, Machine.Repetition.NONE);
    }

    @Test
    void aCheckpointThatIsDamagedBehindTheCut(TestReporter reporter) throws IOException {
        recoveries.cutAndDamageEverywhere(
                List.of(ingestUpTo(7), ingest(REQUEST.withForce(), NEWER)),
                state -> state.cuttingShort(Machine.STANDING),
                ingest(REQUEST, NEWER));
        recoveries.requireTried(reporter, 240, 2_100);
    }

    @Test
    void aCheckpointThatIsEmptiedBehindTheCutWhereAHandHadRemovedOneOfAnotherRun(TestReporter reporter)
            throws IOException {
        recoveries.cutAndDamageEverywhere(
                List.of(ingestUpTo(7), Machine::removeByHand, ingest(REQUEST, NEWER)),
                state -> state.emptying(Machine.STANDING),
                ingest(REQUEST, NEWER));
        recoveries.requireTried(reporter, 240, 2_100);
    }

    @Test
    void aPowerCutBehindAProcessThatWasKilled(TestReporter reporter) throws IOException {
        recoveries.killAndCutEverywhere(ingest(REQUEST.withMaxRecords(5), FIRST));
        recoveries.requireTried(reporter, 4_700, 1_400);
    }

    @Test
    void twoPowerCutsInARow(TestReporter reporter) throws IOException {
        recoveries.cutTwiceEverywhere(ingest(REQUEST.withMaxRecords(5), FIRST));
        recoveries.requireTried(reporter, 2_800, 5_500);
    }
}
