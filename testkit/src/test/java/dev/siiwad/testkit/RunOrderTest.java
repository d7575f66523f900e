package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.WatchedSource.Event;
import dev.siiwad.testkit.WatchedSource.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which a run makes things durable, to the letter: what a checkpoint names stands before it, and goes behind it. */
class RunOrderTest {
    private static final RunRequest REQUEST = RunRequest.defaults().withAgain().withCheckpointEvery(3);
    private static final ListSource FIVE = new ListSource(Checkpoints.SOURCE, 5, 0, 0, "first", false);

    private final Rig rig = new Rig();
    private final DurableOperations operations = new DurableOperations();

    @Test
    void fromTheFirstClaimToTheLastSegmentRemoved() throws IOException {
        rig.run(FIVE, REQUEST, operations);
        assertThat(operations.log())
                .containsExactly(
                        "payload",
                        "remember attempt 1",
                        "commit 0",
                        "create 00000001-1",
                        "seal 00000001-1",
                        "commit 3",
                        "create 00000002-1",
                        "seal 00000002-1",
                        "commit 5",
                        "commit 5",
                        "publish",
                        "delete checkpoint",
                        "remove segments");
    }

    @Test
    void anAttemptIsRememberedBeforeItClaims() throws IOException {
        dies(7);
        rig.run(FIVE, REQUEST, operations.planNothing());
        assertThat(operations.log()).startsWith("remember attempt 2", "commit 3", "create 00000002-2");
    }

    @Test
    void aNewRunClaimsBeforeTheSegmentsOfTheOneBeforeGo() throws IOException {
        dies(7);
        rig.run(FIVE, REQUEST.withForce(), operations.planNothing());
        assertThat(operations.log())
                .as("claims once more when it is known what there is")
                .startsWith(
                        "delete checkpoint",
                        "payload",
                        "remember attempt 1",
                        "commit 0",
                        "commit 0",
                        "remove segments");
    }

    @Test
    void whatAReaderAsksToSaveIsCommittedBeforeItIsAskedAgain() throws IOException {
        List<String> parsed = new ArrayList<>();
        Event compare = position -> {
            if (position.endsWith("asked=true")) {
                parsed.add(position);
                Saved.Committed saved = (Saved.Committed) rig.place().saved(Checkpoints.SOURCE);
                assertThat(saved.checkpoint().position().token()).isEqualTo(position);
            }
        };
        ListSource saving = new ListSource(Checkpoints.SOURCE, 5, 0, 4, "first", false);
        rig.run(new WatchedSource(saving).on(Moment.PARSING, compare), REQUEST, operations);
        assertThat(parsed).containsExactly("0 asked=true", "4 asked=true");
    }

    @Test
    void whatHasNotMovedIsNotCommittedAgain() throws IOException {
        rig.run(FIVE, REQUEST, operations, () -> true);
        assertThat(operations.log()).containsExactly("payload", "remember attempt 1", "commit 0");
    }

    @Test
    void thatAllWasReadIsCommittedBeforeItIsPublished() throws IOException {
        dies(10);
        Saved.Committed saved = (Saved.Committed) rig.place().saved(Checkpoints.SOURCE);
        assertThat(saved.checkpoint().exhausted()).isTrue();
        rig.run(FIVE, REQUEST, operations.planNothing());
        assertThat(operations.log())
                .containsExactly(
                        "remember attempt 2",
                        "commit 5",
                        "commit 5",
                        "publish",
                        "delete checkpoint",
                        "remove segments");
    }

    private void dies(int operation) {
        assertThatThrownBy(() -> rig.run(FIVE, REQUEST, operations.plan(operation, Fault.CRASH_BEFORE)))
                .isInstanceOf(SimulatedCrash.class);
    }
}
