package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.NotRepairedException;
import dev.siiwad.storage.file.Fate.Manner;
import dev.siiwad.storage.file.Fate.What;
import dev.siiwad.storage.file.SimulatedProcess.End;
import dev.siiwad.storage.file.SimulatedProcess.Ending;
import java.io.IOException;

/** To which ends a process may come, by what has befallen it. */
final class Expectations {
    private final Model model;
    private final Hands hands;

    Expectations(Model model, Hands hands) {
        this.model = model;
        this.hands = hands;
    }

    void require(SimulatedProcess process, End end) throws IOException {
        Life life = process.life();
        boolean over = end.ending() == Ending.COMPLETED || end.ending() == Ending.INTERRUPTED;
        if (over || end.ending() == Ending.REFUSED) {
            assertThat(end.ending() == Ending.REFUSED)
                    .as("refused: " + end.what())
                    .isEqualTo(life.hasToRefuse());
        }
        switch (end.ending()) {
            case COMPLETED ->
                assertThat(isFailingDisk(life.fate())
                                && process.isStruck()
                                && !process.disk().hasKeptGarbage())
                        .as("completed in spite of a failure at "
                                + process.disk().struck())
                        .isFalse();
            case REFUSED -> requireNothingChanged(process);
            case INTERRUPTED -> requireInterrupted(life);
            case FAILED -> requireFailure(process, end);
            default -> assertThat(process.isStruck()).as("killed").isTrue();
        }
    }

    private static boolean isFailingDisk(Fate fate) {
        return fate instanceof Fate.Full || fate instanceof Fate.Strike strike && strike.manner() == Manner.FAILS;
    }

    private static void requireNothingChanged(SimulatedProcess process) {
        assertThat(process.disk().changes()).as("changes of a run that refuses").isZero();
    }

    private static void requireInterrupted(Life life) {
        assertThat(life.fate() instanceof Fate.AtDocument at && at.what() == What.INTERRUPTED)
                .as("interrupted by " + life.fate())
                .isTrue();
        life.last().ifPresent(last -> {
            assertThat(last.lastIndex()).as("saved when interrupted").isEqualTo(life.next());
            assertThat(last.inFlight().filter(document -> document.lastAttempt() == last.attempt()))
                    .as("in hand when interrupted")
                    .isEmpty();
        });
    }

    private void requireFailure(SimulatedProcess process, End end) throws IOException {
        Throwable cause = end.cause().orElseThrow();
        if (cause instanceof CorruptCheckpointException corrupt) {
            model.requireNoneUsable(corrupt);
            requireNothingChanged(process);
        } else if (cause instanceof SourceBusyException) {
            requireNothingChanged(process);
        } else if (!process.isStruck() && !(cause instanceof NotRepairedException && hands.hasDamagedSegment())) {
            throw new AssertionError("failed for no reason", cause);
        }
    }
}
