package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.WatchedSource.Event;
import dev.siiwad.testkit.WatchedSource.Moment;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run that slept while another one of the same source began and ended: nothing tells it by the checkpoint, for there was none and there is none. */
class WokenRunTest {
    private static final ListSource FIVE = new ListSource(Checkpoints.SOURCE, 5, 0, 0, "first", false);
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(3);

    private final Rig rig = new Rig();
    private final DurableOperations operations = new DurableOperations();
    private boolean slept;

    /** Sleeps once, when it has asked whether there is anything new. */
    private WatchedSource sleeping() {
        Event sleep = place -> {
            if (!slept) {
                slept = true;
                assertThat(rig.run(FIVE, REQUEST, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
            }
        };
        return new WatchedSource(FIVE).on(Moment.WAITING, sleep).on(Moment.PASSING, sleep);
    }

    @Test
    void collectsNothingTwice() throws IOException {
        RunRequest request = REQUEST.withFromOffset(1).withRunId(new RunId("slow"));
        assertThatThrownBy(() -> rig.run(sleeping(), request, operations))
                .isInstanceOf(LostRaceException.class)
                .hasMessageContaining("was published by another run since this one began");
        assertThat(rig.place().saved(Checkpoints.SOURCE)).isInstanceOf(Saved.None.class);
        assertThat(rig.place()
                        .open(new DurableOperations())
                        .datasets()
                        .catalog(Checkpoints.SOURCE)
                        .datasets())
                .hasSize(1);
        rig.place().open(new DurableOperations()).segments(Checkpoints.SOURCE).retainOnly(there -> {
            assertThat(there).isEmpty();
            return Set.of();
        });
    }
}
