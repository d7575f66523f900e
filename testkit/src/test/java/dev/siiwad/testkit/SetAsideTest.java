package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.BrokenUnitException;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Receipt;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A unit that is broken for good costs itself, or stops the run before it where that is asked for. The list breaks documents 13, 27 and 41 so. */
class SetAsideTest {
    private static final RunRequest REQUEST = RunRequest.defaults().withAgain().withCheckpointEvery(10);

    private final Rig rig = new Rig();

    @Test
    void aBrokenUnitIsNamedInTheReceiptAndTheRunGoesOn() throws IOException {
        RunReport report = rig.run(ListSource.of(50), REQUEST, new DurableOperations());
        Receipt receipt = ((RunReport.Completed) report).receipt();
        assertThat(receipt.setAside().count()).isEqualTo(3);
        assertThat(receipt.setAside().units())
                .extracting(Receipt.Unit::offset, Receipt.Unit::name)
                .containsExactly(tuple(13L, "13"), tuple(27L, "27"), tuple(41L, "41"));
        assertThat(receipt.tally().quarantined()).isEqualTo(7);
        assertThat(receipt.tally().read()).isEqualTo(50);
        assertThat(rig.said()).contains("Set aside: offset=13 unit=13: malformed on purpose");
    }

    @Test
    void aStrictRunStopsBeforeItWithAllBeforeItSavedAndStaysThere() throws IOException {
        for (int tries = 1; tries <= 5; tries++) {
            assertThatThrownBy(() -> rig.run(ListSource.of(50), REQUEST.withStrict(), new DurableOperations()))
                    .isInstanceOf(BrokenUnitException.class)
                    .hasMessage("13: malformed on purpose");
            assertThat(checkpoint().lastIndex()).isEqualTo(13);
            assertThat(checkpoint().inFlight()).isEmpty();
        }
    }

    @Test
    void whatAStrictRunBeganIsFinishedWithoutItToTheSameDataset() throws IOException {
        assertThatThrownBy(() -> rig.run(ListSource.of(50), REQUEST.withStrict(), new DurableOperations()))
                .isInstanceOf(BrokenUnitException.class);
        rig.run(ListSource.of(50), REQUEST, new DurableOperations());
        Rig undisturbed = new Rig();
        undisturbed.run(ListSource.of(50), REQUEST, new DurableOperations());
        assertThat(rig.place().dataset(Checkpoints.SOURCE))
                .isEqualTo(undisturbed.place().dataset(Checkpoints.SOURCE));
    }

    private Checkpoint checkpoint() {
        return ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
    }
}
