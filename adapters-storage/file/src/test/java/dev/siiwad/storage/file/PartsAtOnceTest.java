package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Removals;
import dev.siiwad.publish.Workers;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a dataset do not depend on how many threads write its parts, nor on how the run was cut into segments. */
class PartsAtOnceTest {
    private static final long PART_TEXT_BYTES = 300;
    private static final String RECEIPT = "source=List-Somali/date_accessed=2026-11-01/run-1-receipt.json";

    @TempDir
    Path directory;

    private final SegmentStore segments = Published.memory();

    @Test
    void areTheSameByAnyNumberOfThreads() throws IOException {
        for (PartFormat format : List.of(new ParquetFormat(), new JsonLinesFormat())) {
            SortedMap<String, String> one = published(format, 1, Published.memory(), new int[] {80});
            assertThat(one).hasSizeGreaterThan(5);
            for (int threads : List.of(2, 8)) {
                assertThat(published(format, threads, Published.memory(), new int[] {20, 30}, new int[] {1, 7, 22}))
                        .isEqualTo(one);
            }
        }
    }

    @Test
    void oneThatCannotBeWrittenEndsAllAndLeavesNothing() throws IOException {
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {30, 50, 120});
        Path place = directory.resolve("full");
        FilePublisher publisher =
                new FilePublisher(place, new JsonLinesFormat(), "0.1.0", SmallDisk.ofBytes(2000), PART_TEXT_BYTES);
        assertThatThrownBy(() -> publisher.publish(counted(checkpoint, segments, 4), Published.LABELS))
                .isInstanceOf(IOException.class);
        assertThat(Files.exists(place) ? Published.files(place).keySet() : List.of())
                .isEmpty();
    }

    private SortedMap<String, String> published(PartFormat format, int threads, SegmentStore store, int[]... cuts)
            throws IOException {
        Path place = directory.resolve(threads + format.suffix());
        new FilePublisher(place, format, "0.1.0", new FastDisk(), PART_TEXT_BYTES)
                .publish(counted(Published.run(store, "run-1", cuts), store, threads), Published.LABELS);
        assertThat(new DatasetVerification().verify(place).findings()).isEmpty();
        SortedMap<String, String> files = Published.files(place);
        files.remove(RECEIPT);
        return files;
    }

    private static CountedSegments counted(Checkpoint checkpoint, SegmentStore store, int threads) {
        return new CountedSegments(
                checkpoint,
                store,
                Ownership.UNDISPUTED,
                setAside -> Origin.NONE,
                Removals.NONE,
                Collections.emptySortedSet(),
                documents -> {},
                workers(threads),
                none -> {});
    }

    private static Workers workers(int threads) {
        return new Workers() {
            @Override
            public void run(Work work) throws IOException {
                inThreads(threads, work);
            }

            @Override
            public void runHelped(Work own, Work help) throws IOException {
                AtomicBoolean begun = new AtomicBoolean();
                inThreads(threads, () -> (begun.compareAndSet(false, true) ? own : help).run());
            }
        };
    }

    private static void inThreads(int threads, Workers.Work work) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                running.add(pool.submit(() -> {
                    work.run();
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            pool.shutdown();
        }
    }
}
