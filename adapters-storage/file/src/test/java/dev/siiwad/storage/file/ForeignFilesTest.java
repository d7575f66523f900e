package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever befalls runs, files that they did not make are there afterwards, and the dataset is the same as without them. */
class ForeignFilesTest {
    private static final int RUNS = 12;
    private static final int OPERATIONS_MAX = 90;
    private static final int KILLS_MIN = 30;
    private static final Fault[] DEATHS = {Fault.CRASH_BEFORE, Fault.CRASH_TORN, Fault.CRASH_AFTER};

    @TempDir
    private Path directory;

    @Test
    void areAllThereAfterRunsThatAreKilledAnywhere() throws IOException {
        FileRun undisturbed = new FileRun(Files.createDirectory(directory.resolve("undisturbed")));
        undisturbed.process(new FastDisk());
        SortedMap<String, String> expected = undisturbed.published();
        Random random = new Random(2026);
        int kills = 0;
        for (int n = 0; n < RUNS; n++) {
            Path data = Files.createDirectory(directory.resolve("run-" + n));
            ForeignFiles theirs = ForeignFiles.plant(data);
            FileRun run = new FileRun(data);
            kills += killUntilComplete(run, theirs, random);
            assertThat(run.published()).containsAllEntriesOf(expected);
        }
        assertThat(kills).isGreaterThan(KILLS_MIN);
    }

    private static int killUntilComplete(FileRun run, ForeignFiles theirs, Random random) throws IOException {
        DurableOperations operations = new DurableOperations();
        for (int kills = 0; ; kills++) {
            operations.plan(1 + random.nextInt(OPERATIONS_MAX), DEATHS[random.nextInt(DEATHS.length)]);
            try {
                assertThat(run.process(new FaultyDisk(operations)))
                        .isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
                assertThat(theirs.missing()).isEmpty();
                return kills;
            } catch (SimulatedCrash killed) {
                assertThat(theirs.missing()).as("after %s", operations.log()).isEmpty();
            }
        }
    }

    @Test
    void areNamedWhereTheyAreMet() throws IOException {
        ForeignFiles.plant(directory);
        Path segments = directory.resolve("staging/source=List-Somali/segments");
        Path run = segments.resolve("20261101_run");
        assertThat(new SegmentRemoval(segments, new FastDisk()).retainOnly(there -> Set.of()))
                .containsExactly(
                        segments.resolve(".hidden"),
                        segments.resolve("00000001-1.jsonl.zst"),
                        run.resolve("00000009-1.jsonl.zst"),
                        run.resolve("album"),
                        run.resolve("attempt-1.txt"),
                        run.resolve("notes.txt"),
                        run.resolve("photos"),
                        segments.resolve("20261101_run.bak"),
                        segments.resolve("README.txt"),
                        segments.resolve("run-7"),
                        segments.resolve("run-8/notes.txt"));
        assertThat(new SegmentRemoval(segments, new FastDisk())
                        .retainOnly(there -> Set.of(new RunId("20261101_run"), new RunId("run-8"))))
                .doesNotContain(run.resolve("notes.txt"), segments.resolve("run-8/notes.txt"));
    }

    @Test
    void aLinkInThePlaceOfTheSegmentsIsNamed() throws IOException {
        Path segments = directory.resolve("segments");
        assertThat(new SegmentRemoval(segments, new FastDisk()).retainOnly(there -> Set.of()))
                .isEmpty();
        Files.createSymbolicLink(segments, Files.createDirectory(directory.resolve("theirs")));
        assertThat(new SegmentRemoval(segments, new FastDisk()).retainOnly(there -> Set.of()))
                .isEqualTo(List.of(segments));
    }
}
