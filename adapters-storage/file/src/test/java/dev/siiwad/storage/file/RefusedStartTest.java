package dev.siiwad.storage.file;

import static dev.siiwad.storage.file.Recoveries.FIRST;
import static dev.siiwad.storage.file.Recoveries.NEWER;
import static dev.siiwad.storage.file.Recoveries.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that finds what it must not go on from: a damaged checkpoint that nothing can stand in for, or a run that lives. */
class RefusedStartTest {
    private static final RunRequest FROM_ITS_START = REQUEST.withFromOffset(0);

    @TempDir(factory = InMemory.class)
    Path root;

    private Machine machine;

    @BeforeEach
    void stopARun() throws IOException {
        machine = new Machine(root, new PowerCutDisk(root), "run-");
        machine.ingest(FROM_ITS_START, FIRST, 5);
    }

    private void damage() throws IOException {
        Path standing = root.resolve(Machine.STANDING);
        Files.writeString(standing, "{");
        Files.delete(standing.resolveSibling(".checkpoint.prev.json"));
    }

    @Test
    void aDamagedCheckpointIsRefusedAndNothingChanged() throws IOException {
        damage();
        Map<String, String> before = Published.files(root);
        assertThatThrownBy(() -> machine.ingest(FROM_ITS_START, FIRST, Long.MAX_VALUE))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(".checkpoint.json: line 1, column 2");
        assertThat(Published.files(root)).isEqualTo(before);
    }

    @Test
    void aDamagedCheckpointIsNoObstacleToForce() throws IOException {
        damage();
        RunReport report = machine.ingest(REQUEST.withForce(), FIRST, Long.MAX_VALUE);
        assertThat(((RunReport.Completed) report).receipt().checkpoint().lastIndex())
                .isEqualTo(8);
        machine.requireNothingLeftBehind();
    }

    @Test
    void whatAHandHasWrittenIsNotReplacedByTheGenerationBefore() throws IOException {
        Files.writeString(root.resolve(Machine.STANDING), "{\"last_index\": 5}");
        assertThatThrownBy(() -> machine.ingest(FROM_ITS_START, FIRST, Long.MAX_VALUE))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("it was written by hand, and the one before it of run run-1");
    }

    @Test
    void segmentsThatADamagedCopyMayNameAreKept() throws IOException {
        Path directory = root.resolve(Machine.STANDING).getParent();
        Files.writeString(directory.resolve(".checkpoint.backup.json"), "{");
        machine.ingest(REQUEST.withForce(), NEWER, Long.MAX_VALUE);
        assertThat(directory.resolve("segments/run-1/00000001-1.jsonl.zst")).exists();
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void aSourceThatAnotherRunHoldsIsLeftAlone() throws IOException {
        Path staging = root.resolve("data/staging");
        FileCheckpointStore other = new FileCheckpointStore(staging, new FastDisk(), () -> Instant.EPOCH);
        try (Closeable held = other.acquire(FIRST.id())) {
            Map<String, String> before = Published.files(root);
            assertThatThrownBy(() -> machine.ingest(FROM_ITS_START, FIRST, Long.MAX_VALUE))
                    .isInstanceOf(SourceBusyException.class);
            assertThat(Published.files(root)).isEqualTo(before);
            Path link = Files.createSymbolicLink(root.resolve("link"), staging.toAbsolutePath());
            FileCheckpointStore linked = new FileCheckpointStore(link, new FastDisk(), () -> Instant.EPOCH);
            assertThatThrownBy(() -> linked.acquire(FIRST.id())).isInstanceOf(SourceBusyException.class);
        }
        assertThat(machine.ingest(FROM_ITS_START, FIRST, Long.MAX_VALUE)).isInstanceOf(RunReport.Completed.class);
    }
}
