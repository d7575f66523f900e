package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.Surroundings;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.file.PowerCutDisk.State;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.transform.MinLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts the power behind every operation of a run on files, and expects the right dataset of a resume on every disk state that may be left. */
class PowerCutTest {
    private static final int DOCUMENTS = 17;
    private static final RunRequest REQUEST =
            RunRequest.of("siiwad ingest list").withCheckpointEvery(6);

    @TempDir
    Path temporary;

    /** One process: what it published, and where it said that it resumed. */
    private static final class Process {
        private final List<Entry> published = new ArrayList<>();
        private Optional<String> resumedAt = Optional.empty();
    }

    @Test
    void everyDiskStateThatAPowerCutMayLeaveIsResumed() throws IOException {
        Path first = Files.createDirectory(temporary.resolve("first"));
        PowerCutDisk disk = new PowerCutDisk(first);
        List<Entry> expected = run(first, disk, "first").published;
        assertThat(expected).isNotEmpty();
        int publishedAt = indexOfPublication(disk);

        int states = 0;
        for (int n = 0; n <= disk.count(); n++) {
            for (State state : disk.statesBehind(n)) {
                Path target = Files.createDirectory(temporary.resolve("state-" + states++));
                state.layOut(target);
                assertResumes(target, disk, n, n >= publishedAt, state, expected);
            }
        }
        assertThat(states).isGreaterThan(500);
    }

    private void assertResumes(
            Path target, PowerCutDisk disk, int n, boolean published, State state, List<Entry> expected)
            throws IOException {
        Process resumed = run(target, new FastDisk(), "second");
        assertThat(resumed.published).as(state.description()).isEqualTo(expected);
        long committed = disk.committedAt(n);
        if (committed >= 0 && !published) {
            assertThat(resumed.resumedAt)
                    .as("silent restart, " + state.description())
                    .isPresent();
            assertThat(offset(resumed.resumedAt.get())).as(state.description()).isGreaterThanOrEqualTo(committed);
        }
        try (var left = Files.walk(target.resolve("source=List-Somali/segments"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .as(state.description())
                    .isEmpty();
        }
    }

    private static long offset(String line) {
        return Long.parseLong(line.replaceAll(".*offset=(\\d+),.*", "$1"));
    }

    /** From here on the dataset exists, and the checkpoint may go. */
    private static int indexOfPublication(PowerCutDisk disk) {
        for (int n = disk.count(); n > 0; n--) {
            if (disk.committedAt(n) != Long.MAX_VALUE) {
                return n + 1;
            }
        }
        throw new AssertionError("never published");
    }

    private static Process run(Path staging, Disk disk, String runId) throws IOException {
        Process process = new Process();
        CheckpointStore checkpoints = new FileCheckpointStore(staging, disk, () -> Instant.EPOCH);
        SegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        Publisher publisher = (checkpoint, labels) -> {
            process.published.clear();
            CountedSegments counted = new CountedSegments(checkpoint, segments);
            counted.forEach(process.published::add);
            mark(disk, Long.MAX_VALUE);
            return new Receipt(checkpoint, counted.tally(), counted.ranges(), List.of(), "memory");
        };
        Progress progress = event -> {
            if (event instanceof Progress.Committed committed) {
                mark(disk, committed.checkpoint().lastIndex());
            }
            if (event.message().startsWith("Resuming")) {
                process.resumedAt = Optional.of(event.message());
            }
        };
        Surroundings surroundings =
                new Surroundings(() -> Instant.EPOCH, () -> new RunId(runId), Checkpoints.OWNER, () -> false);
        RunReport report = new IngestionRun(
                        ListSource.of(DOCUMENTS),
                        new MinLength(10),
                        segments,
                        checkpoints,
                        publisher,
                        surroundings,
                        progress,
                        REQUEST)
                .run();
        assertThat(report).isInstanceOf(RunReport.Completed.class);
        return process;
    }

    private static void mark(Disk disk, long offset) {
        if (disk instanceof PowerCutDisk powerCut) {
            powerCut.mark(offset);
        }
    }
}
