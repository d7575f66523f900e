package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was committed from a file that then proves to be damaged is read again, and never published. */
class GoingBackTest {
    private static final ListSource LIST = new ListSource(Checkpoints.SOURCE, 23, 0, 4, "first", false);
    private static final RunRequest REQUEST = RunRequest.defaults().withAgain().withCheckpointEvery(3);

    private final Rig rig = new Rig();

    @Test
    void readsAgainFromTheLastPositionBeforeTheDamage() throws IOException {
        CachedSource source = onceDamaged();
        complete(rig, source, new DurableOperations());
        assertThat(rig.said())
                .contains("file-1: is damaged. Going back from offset=15 to offset=6, to read again from there");
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    @Test
    void goesBackWhenTheDamageShowsAtTheNextStart() throws IOException {
        CachedSource source = onceDamaged();
        long[] read = new long[1];
        rig.run(source, REQUEST, new DurableOperations(), () -> read[0]++ > 13);
        complete(rig, source, new DurableOperations());
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void noStopOnTheWayBackShowsInTheDataset(Fault fault) throws IOException {
        Dataset expected = undamaged();
        boolean struck = true;
        for (int n = 1; struck; n++) {
            Rig stopped = new Rig();
            CachedSource source = onceDamaged();
            DurableOperations operations = new DurableOperations().plan(n, fault);
            try {
                stopped.run(source, REQUEST, operations);
            } catch (IOException | SimulatedCrash stop) {
                assertThat(operations.struck()).as(stop.toString()).isTrue();
            }
            struck = operations.struck();
            if (struck && stopped.place().datasets.isEmpty()) {
                complete(stopped, source, new DurableOperations());
            }
            assertThat(dataset(stopped)).as("stop at operation " + n).isEqualTo(expected);
        }
    }

    @Test
    void whatIsDamagedAgainAtTheSamePlaceIsAnError() {
        CachedSource source = new CachedSource(LIST, Integer.MAX_VALUE);
        assertThatThrownBy(() -> rig.run(source, REQUEST, new DurableOperations()))
                .isInstanceOf(IOException.class)
                .hasMessage("file-1: is damaged. That was so before, and reading again from offset 6 did not help;"
                        + " what was read before it is committed");
    }

    @Test
    void attemptsThatGoBackAreNotTakenForAResumeLoop() throws IOException {
        CachedSource source = new CachedSource(LIST, Integer.MAX_VALUE);
        for (int n = 0; n < 5; n++) {
            assertThatThrownBy(() -> rig.run(source, REQUEST, new DurableOperations()))
                    .hasMessageContaining("did not help");
            assertThat(checkpoint(rig).stalledAttempts()).isZero();
        }
    }

    @Test
    void segmentsOfEarlyVersionsAreReadAgainFromTheStart() throws IOException {
        CachedSource source = onceDamaged();
        long[] read = new long[1];
        rig.run(source, REQUEST, new DurableOperations(), () -> read[0]++ > 13);
        EarlyVersions.wroteAllOf(rig.place());
        complete(rig, source, new DurableOperations());
        assertThat(rig.said())
                .contains("file-1: is damaged. Going back from offset=15 to offset=0, to read again from there");
        assertThat(dataset(rig)).isEqualTo(undamaged());
    }

    private static CachedSource onceDamaged() {
        return new CachedSource(LIST, 1);
    }

    private static void complete(Rig rig, CachedSource source, DurableOperations operations) throws IOException {
        assertThat(rig.run(source, REQUEST, operations)).isInstanceOf(RunReport.Completed.class);
    }

    private static Dataset undamaged() throws IOException {
        Rig rig = new Rig();
        rig.run(LIST, REQUEST, new DurableOperations());
        return dataset(rig);
    }

    private static Dataset dataset(Rig rig) {
        return rig.place().dataset(Checkpoints.SOURCE);
    }

    private static Checkpoint checkpoint(Rig rig) {
        return ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
    }
}
