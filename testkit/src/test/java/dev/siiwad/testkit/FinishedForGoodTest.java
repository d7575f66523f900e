package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.DurableOperations.Fault;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A run that has published is finished: whoever asks for it again by its name reads and buys nothing. */
class FinishedForGoodTest {
    private static final RunRequest REQUEST = RunRequest.defaults().withRunId(new RunId("mine"));
    private static final ListSource LIST = ListSource.of(23);

    private final Rig rig = new Rig();

    @Test
    void saysSoAndReadsNothing() throws IOException {
        rig.run(LIST, REQUEST, new DurableOperations());
        long read = LIST.documentsRead();
        DurableOperations again = new DurableOperations();
        RunReport report = rig.run(LIST, REQUEST, again);
        assertThat(report)
                .isInstanceOfSatisfying(
                        RunReport.Finished.class,
                        finished -> assertThat(finished.dataset().run()).isEqualTo(new RunId("mine")));
        assertThat(rig.said())
                .singleElement()
                .asString()
                .startsWith("Nothing to do: run mine is finished, with ")
                .contains(" documents; its receipt is ");
        assertThat(LIST.documentsRead()).isEqualTo(read);
        assertThat(again.log()).isEmpty();
    }

    /** However the process that published it ended. */
    @Test
    void isFinishedFromTheInstantThatItIsPublishedWithoutACheckpoint() throws IOException {
        for (int n = 1; ; n++) {
            Rig stopped = new Rig();
            DurableOperations operations = new DurableOperations().plan(n, Fault.CRASH_AFTER);
            try {
                stopped.run(LIST, REQUEST, operations);
                break;
            } catch (SimulatedCrash stop) {
                boolean published = !stopped.place().datasets.isEmpty();
                long read = LIST.documentsRead();
                RunReport report = stopped.run(LIST, REQUEST, new DurableOperations());
                assertThat(stopped.place().segmentNames()).isEmpty();
                if (published) {
                    assertThat(report).isNotInstanceOf(RunReport.Refused.class);
                    assertThat(LIST.documentsRead())
                            .as("read after a stop at operation " + n)
                            .isEqualTo(read);
                }
            }
        }
    }

    @Test
    void anotherRunOfItsNameIsRefused() throws IOException {
        rig.run(LIST, REQUEST, new DurableOperations());
        assertRefused(REQUEST.withForce());
        rig.place()
                .put(
                        Checkpoints.SOURCE,
                        new Saved.OffsetOnly(
                                5, 5, Instant.parse("2026-11-01T08:00:00Z"), "by-hand", Checkpoints.SOURCE));
        assertRefused(REQUEST);
        assertThat(rig.run(LIST, RunRequest.defaults(), new DurableOperations()))
                .isInstanceOf(RunReport.Completed.class);
    }

    private void assertRefused(RunRequest request) throws IOException {
        DurableOperations operations = new DurableOperations();
        assertThat(rig.run(LIST, request, operations))
                .isInstanceOfSatisfying(
                        RunReport.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.PublishedRunId.class));
        assertThat(operations.log()).isEmpty();
    }

    @Test
    void anEarlierStopIsCarriedOn() throws IOException {
        assertThatThrownBy(() -> rig.run(LIST, REQUEST, new DurableOperations().plan(9, Fault.CRASH_BEFORE)))
                .isInstanceOf(SimulatedCrash.class);
        assertThat(rig.run(LIST, REQUEST, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
    }
}
