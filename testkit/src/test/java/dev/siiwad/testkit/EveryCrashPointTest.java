package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stops a run at its 1st, 2nd, … last durable operation, and expects of the next run the dataset of one that was never stopped. */
class EveryCrashPointTest {
    private static final int DOCUMENTS = 23;
    /** Of the second of two stops, so many places further each time. */
    private static final int SECOND_STOPS_STEP = Boolean.getBoolean("siiwad.thorough") ? 1 : 3;

    private static final RunRequest REQUEST = RunRequest.defaults().withAgain().withCheckpointEvery(6);

    private final Dataset expected = uninterrupted();

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        int stops = 0;
        for (int n = 1; ; n++) {
            Rig rig = new Rig();
            if (!stopAt(rig, n, fault)) {
                break;
            }
            stops++;
            assertThat(stopAt(rig, Integer.MAX_VALUE, fault))
                    .as("stopped again")
                    .isFalse();
            assertComplete(rig, "stop at operation " + n);
        }
        assertThat(stops).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void aSecondStopDuringTheResumeNeverShowsEither(Fault fault) throws IOException {
        for (int n = 1; ; n++) {
            for (int m = 1 + (n + fault.ordinal()) % SECOND_STOPS_STEP; ; m += SECOND_STOPS_STEP) {
                Rig rig = new Rig().threads(1);
                if (!stopAt(rig, n, fault)) {
                    return;
                }
                boolean stoppedAgain = stopAt(rig, m, fault);
                stopAt(rig, Integer.MAX_VALUE, fault);
                assertComplete(rig, "stops at operations " + n + " and " + m);
                if (!stoppedAgain) {
                    break;
                }
            }
        }
    }

    @Test
    void aSecondRunBargingInDamagesNothing() throws IOException {
        int lostRaces = 0;
        for (int n = 1; ; n++) {
            Rig rig = new Rig();
            DurableOperations operations = new DurableOperations();
            operations.planIntruder(n, () -> rig.run(ListSource.of(DOCUMENTS), REQUEST, new DurableOperations()));
            try {
                rig.run(ListSource.of(DOCUMENTS), REQUEST, operations);
            } catch (LostRaceException e) {
                lostRaces++;
            } catch (IOException e) {
                assertThat(operations.struck()).as(e.getMessage()).isTrue();
            }
            if (!operations.struck()) {
                break;
            }
            if (!(rig.place().saved(ListSource.of(1).id()) instanceof Saved.None)) {
                rig.run(ListSource.of(DOCUMENTS), REQUEST, new DurableOperations());
            }
            assertComplete(rig, "second run at operation " + n);
        }
        assertThat(lostRaces).isGreaterThan(10);
    }

    @Test
    void aRunThatIsKilledAgainAndAgainStillAdvances() throws IOException {
        Rig rig = new Rig();
        int attempts = 1;
        while (stopAt(rig, 7, Fault.CRASH_TORN)
                && !(rig.place().saved(ListSource.of(1).id()) instanceof Saved.None)) {
            attempts++;
            assertThat(attempts).isLessThan(50);
        }
        stopAt(rig, Integer.MAX_VALUE, Fault.CRASH_TORN);
        assertComplete(rig, "seven operations an attempt");
        assertThat(attempts).isGreaterThan(3);
    }

    private static Dataset uninterrupted() {
        Rig rig = new Rig();
        try {
            rig.run(ListSource.of(DOCUMENTS), REQUEST, new DurableOperations());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rig.place().dataset(ListSource.of(1).id());
    }

    /** One process that meets a fault at its n-th operation; whether it did. */
    private static boolean stopAt(Rig rig, long n, Fault fault) throws IOException {
        DurableOperations operations = new DurableOperations().plan(n, fault);
        try {
            RunReport report = rig.run(ListSource.of(DOCUMENTS), REQUEST, operations);
            assertThat(report).isInstanceOf(RunReport.Completed.class);
            return false;
        } catch (SimulatedCrash e) {
            return true;
        } catch (IOException e) {
            assertThat(fault).as(e.toString()).isEqualTo(Fault.FAIL);
            return true;
        }
    }

    private void assertComplete(Rig rig, String when) {
        assertThat(rig.place().dataset(ListSource.of(1).id())).as(when).isEqualTo(expected);
        assertThat(rig.place().saved(ListSource.of(1).id())).as(when).isEqualTo(new Saved.None());
        assertThat(rig.place().segmentNames()).as(when).isEmpty();
    }
}
