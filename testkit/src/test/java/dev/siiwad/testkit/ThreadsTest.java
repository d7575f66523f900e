package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Source;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.WatchedSource.Moment;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many threads work, and whichever of them is slow, the same segments are committed in the same order, and the same dataset is published. */
class ThreadsTest {
    private static final int DOCUMENTS = 300;
    private static final long SLOWEST_NS = 100_000;
    private static final RunRequest REQUEST = RunRequest.defaults()
            .withCheckpointEvery(10)
            .withKeepRejects()
            .withRunId(new RunId("20261101_080000_list-somali_0123abcd"));

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "2,3", "8,4", "8,5", "8,6"})
    void theDatasetAndAllThatIsDoneDoNotDependOnThem(int threads, long seed) throws IOException {
        DurableOperations alone = new DurableOperations();
        Rig expected = new Rig().threads(1);
        expected.run(ListSource.of(DOCUMENTS), REQUEST, alone);

        DurableOperations together = new DurableOperations();
        Rig rig = slow(new Rig().threads(threads), seed);
        RunReport report = rig.run(slow(seed), REQUEST, together);

        assertThat(report).isInstanceOf(RunReport.Completed.class);
        assertThat(dataset(rig)).isEqualTo(dataset(expected));
        assertThat(together.log()).isEqualTo(alone.log());
        assertThat(rig.said()).isEqualTo(expected.said());
    }

    @Test
    void stoppedAnywhereTheRunCarriesOnToTheSame() throws IOException {
        Rig expected = new Rig().threads(1);
        DurableOperations counted = new DurableOperations();
        expected.run(ListSource.of(40), REQUEST, counted);
        for (int n = 1; n <= counted.log().size(); n++) {
            Rig rig = slow(new Rig().threads(8), n);
            try {
                rig.run(slow(ListSource.of(40), n), REQUEST, new DurableOperations().plan(n, Fault.CRASH_AFTER));
            } catch (SimulatedCrash stopped) {
                assertThat(stopped).hasMessageContaining("simulated");
            }
            rig.run(slow(ListSource.of(40), -n), REQUEST, new DurableOperations());
            assertThat(dataset(rig)).as("stopped at %s", n).isEqualTo(dataset(expected));
        }
    }

    private static InMemoryPlace.Dataset dataset(Rig rig) {
        return rig.place().dataset(Checkpoints.SOURCE);
    }

    private static Source slow(long seed) {
        return slow(ListSource.of(DOCUMENTS), seed);
    }

    private static Source slow(Source source, long seed) {
        Random random = new Random(seed);
        return new WatchedSource(source).on(Moment.PARSING, position -> pause(random));
    }

    private static Rig slow(Rig rig, long seed) {
        Random random = new Random(-seed);
        Transform usual = new MinLength(10);
        return rig.transform(new Transform() {
            @Override
            public Outcome apply(Document document) {
                pause(random);
                return usual.apply(document);
            }

            @Override
            public String describe() {
                return usual.describe();
            }
        });
    }

    private static void pause(Random random) {
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(random.nextLong(SLOWEST_NS));
        }
    }
}
