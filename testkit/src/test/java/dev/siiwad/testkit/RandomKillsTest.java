package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.Entry;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills of the whole process tree, however many and however they fall, cost no document. By hand, 100,000 runs of each distribution:
 * {@code -Dsiiwad.kills.runs=100000}.
 */
class RandomKillsTest {
    private static final int RUNS = Integer.getInteger("siiwad.kills.runs", 150);
    private static final long SEED = Long.getLong("siiwad.kills.seed", 20261130);
    private static final int KILLS_MAX = 150;
    private static final int DOCUMENTS = 60;
    private static final List<Fault> FAULTS =
            List.of(Fault.CRASH_BEFORE, Fault.CRASH_TORN, Fault.CRASH_AFTER, Fault.CRASH_TREE);

    /** At which of its operations an attempt is killed. */
    private enum Distribution {
        UNIFORM_OF_5 {
            @Override
            int next(Random random, int before) {
                return 1 + random.nextInt(5);
            }
        },
        UNIFORM_OF_10 {
            @Override
            int next(Random random, int before) {
                return 1 + random.nextInt(10);
            }
        },
        UNIFORM_OF_20 {
            @Override
            int next(Random random, int before) {
                return 1 + random.nextInt(20);
            }
        },
        UNIFORM_OF_40 {
            @Override
            int next(Random random, int before) {
                return 1 + random.nextInt(40);
            }
        },
        /** As of a process that is as likely to die at each operation as at any other. */
        GEOMETRIC {
            @Override
            int next(Random random, int before) {
                int n = 1;
                while (random.nextInt(12) > 0) {
                    n++;
                }
                return n;
            }
        },
        /** Mostly early, now and then very late. */
        HEAVY_TAIL {
            @Override
            int next(Random random, int before) {
                return (int) Math.min(1000, 2 / (1 - random.nextDouble()));
            }
        },
        /** Where a run that goes step by step has just written down what it has in flight. */
        AIMED {
            @Override
            int next(Random random, int before) {
                int[] places = {3, 4, 5, 19, 20, 21, 22};
                return places[random.nextInt(places.length)];
            }
        },
        /** About the same time after each start, as by a scheduler. */
        NORMAL {
            @Override
            int next(Random random, int before) {
                return (int) Math.max(1, Math.round(9 + 2 * random.nextGaussian()));
            }
        },
        /** The same operation, again and again, then another. */
        BURSTS {
            @Override
            int next(Random random, int before) {
                return before > 0 && random.nextInt(6) > 0 ? before : 1 + random.nextInt(25);
            }
        },
        /** Two places in turn, as of two cron jobs. */
        ALTERNATING {
            @Override
            int next(Random random, int before) {
                return before == 6 ? 5 + random.nextInt(4) : 6;
            }
        };

        abstract int next(Random random, int before);
    }

    @ParameterizedTest
    @EnumSource
    void costNothing(Distribution distribution) throws IOException {
        Random random = new Random(SEED + distribution.ordinal());
        Dataset expected = undisturbed();
        int lost = 0;
        long kills = 0;
        for (int run = 0; run < RUNS; run++) {
            Rig rig = new Rig().threads(1);
            kills += killed(rig, distribution, random);
            Dataset dataset = rig.place().dataset(Checkpoints.SOURCE);
            if (dataset.entries().stream().anyMatch(Entry.Quarantined.class::isInstance)) {
                lost++;
            } else {
                assertThat(dataset).isEqualTo(expected);
            }
        }
        System.out.println(
                distribution + ": " + RUNS + " runs, " + kills + " kills, " + lost + " runs lost a document");
        assertThat(lost)
                .as("runs that set aside a healthy document, of " + RUNS)
                .isZero();
    }

    /** How often it was killed before it came to its end. */
    private static int killed(Rig rig, Distribution distribution, Random random) throws IOException {
        RunRequest request = RunRequest.defaults().withAgain().withCheckpointEvery(10 + random.nextInt(30));
        ListSource source = source(random.nextInt(4));
        int n = 0;
        for (int kills = 0; ; kills++) {
            n = distribution.next(random, n);
            Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            DurableOperations operations = new DurableOperations();
            if (kills < KILLS_MAX) {
                operations.plan(n, fault);
            }
            try {
                RunReport report = rig.run(source, request, operations);
                assertThat(report).isInstanceOf(RunReport.Completed.class);
                return kills;
            } catch (SimulatedCrash dead) {
                assertThat(kills).isLessThan(KILLS_MAX);
            }
        }
    }

    private static Dataset undisturbed() throws IOException {
        Rig rig = new Rig();
        rig.run(source(0), RunRequest.defaults().withAgain(), new DurableOperations());
        return rig.place().dataset(Checkpoints.SOURCE);
    }

    /** @param saveEvery how often it asks to save, which makes for more operations */
    private static ListSource source(int saveEvery) {
        return new ListSource(Checkpoints.SOURCE, DOCUMENTS, 0, saveEvery, "first", false);
    }
}
