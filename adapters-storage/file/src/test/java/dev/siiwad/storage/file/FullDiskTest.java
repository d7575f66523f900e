package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up anywhere in a run, or a quota: what stood stays, nothing half is left, and with more room the run goes on. */
class FullDiskTest {
    /** So many that a segment takes more room than a checkpoint. */
    private static final int DOCUMENTS = 300;

    /** More than the attempts after which a run goes step by step. */
    private static final int ATTEMPTS = 5;

    @TempDir
    Path temporary;

    private SortedMap<String, String> expected = new TreeMap<>();

    @BeforeEach
    void runUndisturbed() throws IOException {
        FileRun run = new FileRun(Files.createTempDirectory(temporary, "undisturbed"), DOCUMENTS);
        run.process(new FastDisk());
        expected = run.published();
    }

    @Test
    void aRunIsCarriedOnWhereverTheDiskWasFull() throws IOException {
        List<String> messages = failuresUpTo(SmallDisk::ofBytes, 613);
        assertThat(messages)
                .hasSizeGreaterThan(50)
                .allMatch(
                        message -> message.matches(
                                "(?s).*: cannot write \\d+ bytes: No space left on device; its disk has \\d+ bytes free, \\d+ bytes are missing.*"));
        assertThat(messages).anyMatch(message -> message.matches("(?s).*/\\.checkpoint\\.[0-9a-f]{16}\\.tmp: .*"));
        assertThat(messages).anyMatch(message -> message.contains("/segments/20261101_run/0000000"));
        assertThat(messages).anyMatch(message -> message.contains("/segments/20261101_run/snapshot-"));
        assertThat(messages)
                .anyMatch(message -> message.matches(
                        "(?s).*/\\.20261101_run\\.[0-9]+-[0-9a-f]{8}\\.publishing/20261101_run-part-0000.*"));
        assertThat(messages)
                .anyMatch(message -> message.contains(". A dataset takes about as much room as its segments"));
    }

    @Test
    void aRunIsCarriedOnWhereverAQuotaWasUsedUp() throws IOException {
        for (long bytes = 500; bytes < 9000; bytes += 1700) {
            assertThat(failuresOn(bytes, SmallDisk::ofQuota))
                    .isNotEmpty()
                    .allMatch(message -> message.contains(" bytes: Disk quota exceeded; its disk has "))
                    .noneMatch(message -> message.contains("missing"));
        }
    }

    @Test
    void aRunIsCarriedOnWhereverThereWasNoRoomForOneMoreName() throws IOException {
        assertThat(failuresUpTo(SmallDisk::ofNames, 1))
                .hasSizeGreaterThan(50)
                .allMatch(message -> message.contains(": cannot be created: No space left on device; its disk has ")
                        && message.contains("the number of files (df -i)"));
    }

    /** On larger and larger disks, up to the first that is large enough. */
    private List<String> failuresUpTo(LongFunction<SmallDisk> kind, long step) throws IOException {
        List<String> messages = new ArrayList<>();
        for (long size = 0; ; size += step) {
            List<String> more = failuresOn(size, kind);
            if (more.isEmpty()) {
                return messages;
            }
            messages.addAll(more);
        }
    }

    /** Runs on a disk until it has been refused so often, or completes; then gives it room and compares. */
    private List<String> failuresOn(long size, LongFunction<SmallDisk> kind) throws IOException {
        FileRun run = new FileRun(Files.createTempDirectory(temporary, "run"), DOCUMENTS);
        SmallDisk disk = kind.apply(size);
        List<String> messages = new ArrayList<>();
        boolean completed = false;
        while (!completed) {
            try {
                completed = run.process(disk) instanceof RunReport.Completed;
            } catch (IOException e) {
                messages.add(e.getMessage());
                assertNothingHalfIsLeft(run, disk);
                if (messages.size() == ATTEMPTS) {
                    disk.grow();
                }
            }
        }
        assertThat(run.published()).isNotEmpty().isEqualTo(expected);
        assertThat(run.left()).isEmpty();
        return messages;
    }

    private static void assertNothingHalfIsLeft(FileRun run, SmallDisk disk) throws IOException {
        assertThat(disk.files().keySet().stream().map(Path::toString))
                .noneMatch(name -> name.endsWith(".tmp") || name.contains(".publishing"));
        Saved saved = run.saved();
        if (saved instanceof Saved.Committed committed) {
            assertThat(committed.fallback()).isEmpty();
        } else {
            assertThat(saved).isEqualTo(new Saved.None());
        }
    }

    @Test
    void aSegmentThatCouldNotBeWrittenTakesNoRoom() throws IOException {
        RunId run = new RunId("run-1");
        SmallDisk disk = SmallDisk.ofBytes(0);
        FileSegmentStore segments = new FileSegmentStore(temporary, Checkpoints.SOURCE, disk);
        SegmentWriter writer = segments.create(run, SegmentStart.of(new SegmentName(1, 1), 0));
        assertThatThrownBy(writer::close).hasMessageContaining("No space left on device; its disk has 0 bytes free");
        assertThat(disk.files()).isEmpty();
        assertThat(segments.length(run, new SegmentName(1, 1))).isEmpty();
    }
}
