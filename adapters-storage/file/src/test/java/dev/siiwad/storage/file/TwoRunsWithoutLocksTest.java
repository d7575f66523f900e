package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Verification;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.ComposedStorage;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.transform.MinLength;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one command at once, on a file system whose locks keep nobody away: one dataset that is whole. Whoever has not published it has lost, and nothing else. */
class TwoRunsWithoutLocksTest {
    private static final int PAIRS = Integer.getInteger("siiwad.pairs", 4);
    private static final int DOCUMENTS = 40;
    private static final RunRequest REQUEST =
            RunRequest.defaults().withCheckpointEvery(4).withRunId(new RunId("20261101_mine"));

    @TempDir
    private Path directory;

    private final ExecutorService two = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        two.shutdownNow();
    }

    @Test
    void publishOneDatasetAndDamageNothing() throws Exception {
        for (int pair = 0; pair < PAIRS; pair++) {
            Path data = directory.resolve("pair-" + pair);
            List<Callable<Boolean>> runs = List.of(() -> finishes(data, 1), () -> finishes(data, 2));
            for (Future<Boolean> run : two.invokeAll(runs)) {
                run.get();
            }
            assertThat(finishes(data, 3)).as("pair " + pair).isTrue();
            requireOneWholeDataset(data, pair);
        }
    }

    /** Whether it ended with a dataset; else it lost the source. */
    private static boolean finishes(Path data, int process) throws IOException {
        try (Storage storage =
                new FileStorage(data.resolve(Layout.STAGING), data.resolve(Layout.SILVER), new NioDisk())) {
            RunReport report = new IngestionRun(
                            ListSource.of(DOCUMENTS),
                            new MinLength(10),
                            withoutLocks(storage),
                            DatasetFormat.JSON_LINES,
                            new RunContext(
                                    Instant::now,
                                    () -> new RunId("run-of-" + process),
                                    new Owner("host", "boot", process, "nonce-" + process),
                                    () -> false,
                                    "1.0"),
                            event -> {},
                            REQUEST)
                    .run();
            return report instanceof RunReport.Completed || report instanceof RunReport.Finished;
        } catch (LostRaceException e) {
            return false;
        }
    }

    private static void requireOneWholeDataset(Path data, int pair) throws IOException {
        try (Storage storage =
                new FileStorage(data.resolve(Layout.STAGING), data.resolve(Layout.SILVER), new NioDisk())) {
            Verification verified =
                    storage.datasets().verify(Optional.of(ListSource.of(1).id()));
            assertThat(verified.findings()).as("pair " + pair).isEmpty();
            assertThat(verified.datasets()).as("pair " + pair).hasSize(1);
        }
    }

    private static Storage withoutLocks(Storage storage) {
        CheckpointStore checkpoints = (CheckpointStore) Proxy.newProxyInstance(
                CheckpointStore.class.getClassLoader(),
                new Class<?>[] {CheckpointStore.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals("acquire")) {
                        return (Closeable) () -> {};
                    }
                    try {
                        return called.invoke(storage.checkpoints(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new ComposedStorage(
                checkpoints,
                storage.segments(ListSource.of(1).id()),
                storage.publisher(DatasetFormat.JSON_LINES, "1.0"),
                storage.datasets());
    }
}
