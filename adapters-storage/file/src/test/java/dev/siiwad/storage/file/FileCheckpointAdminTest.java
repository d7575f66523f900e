package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.testkit.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointAdminTest {
    @TempDir
    Path staging;

    private FileCheckpointStore store;
    private FileCheckpointAdmin files;

    @BeforeEach
    void open() {
        store = new FileCheckpointStore(staging, new NioDisk(), () -> Instant.EPOCH);
        files = new FileCheckpointAdmin(staging, new NioDisk());
    }

    @Test
    void aBackupHasTheSameBytes() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        files.backUp(Checkpoints.SOURCE);
        assertThat(files.backupFile(Checkpoints.SOURCE)).hasSameBinaryContentAs(files.file(Checkpoints.SOURCE));
    }

    @Test
    void backingUpNothingSaysSo() {
        assertThatThrownBy(() -> files.backUp(Checkpoints.SOURCE)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void restoringMovesTheBackupAndKeepsWhatStood() throws IOException {
        Checkpoint first = Checkpoints.begun("run-1");
        store.commit(first);
        files.backUp(Checkpoints.SOURCE);
        store.delete(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-2"));
        store.commit(Checkpoints.after("run-2", 1));
        byte[] stood = Files.readAllBytes(files.file(Checkpoints.SOURCE));

        files.restore(Checkpoints.SOURCE);

        assertThat(store.load(Checkpoints.SOURCE)).isEqualTo(new Saved.Committed(first, Optional.empty()));
        assertThat(files.backupFile(Checkpoints.SOURCE)).doesNotExist();
        assertThat(files.file(Checkpoints.SOURCE).resolveSibling(".checkpoint.replaced.json"))
                .hasBinaryContent(stood);
        assertThat(staging.resolve("source=" + Checkpoints.SOURCE).resolve(".checkpoint.prev.json"))
                .doesNotExist();
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).extracting("value").containsExactly("run-1", "run-2");
    }

    @Test
    void theSameCommandBehindACrashLosesNothingThatWasKept() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        files.backUp(Checkpoints.SOURCE);
        byte[] backup = Files.readAllBytes(files.backupFile(Checkpoints.SOURCE));
        store.commit(Checkpoints.after("run-1", 1));
        byte[] stood = Files.readAllBytes(files.file(Checkpoints.SOURCE));
        Path replaced = Path.of(files.restore(Checkpoints.SOURCE).replaced().orElseThrow());
        assertThat(replaced).hasBinaryContent(stood);
        Files.write(files.backupFile(Checkpoints.SOURCE), backup);

        assertThat(files.restore(Checkpoints.SOURCE).replaced()).isEmpty();
        assertThat(replaced).hasBinaryContent(stood);
        assertThat(files.backupFile(Checkpoints.SOURCE)).doesNotExist();
    }

    @Test
    void everyCheckpointThatIsReplacedHasANameOfItsOwnAndKeepsItsSegments() throws IOException {
        for (int n = 1; n <= 3; n++) {
            store.commit(Checkpoints.begun("run-" + n));
            files.keepReplaced(Checkpoints.SOURCE);
            assertThat(files.keepReplaced(Checkpoints.SOURCE).orElseThrow())
                    .endsWith("/.checkpoint.replaced" + (n == 1 ? "" : "-" + n) + ".json");
            store.set(new Saved.OffsetOnly(7, 7, Instant.EPOCH, "by-hand-" + n, Checkpoints.SOURCE));
        }
        assertThat(store.referencedRuns(Checkpoints.SOURCE))
                .extracting("value")
                .containsExactly("run-1", "run-2", "run-3");
        assertThat(files.keptAsideBefore(Checkpoints.SOURCE, Instant.now().plusSeconds(60)))
                .hasSize(3)
                .allSatisfy(files::removeKeptAside);
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).isEmpty();
    }

    @Test
    void aDamagedOneIsKeptAsideOnceHoweverOftenTheCommitBehindItFails() throws IOException {
        AtomicLong seconds = new AtomicLong();
        FileCheckpointStore later =
                new FileCheckpointStore(staging, new NioDisk(), () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
        later.commit(Checkpoints.begun("run-1"));
        later.commit(Checkpoints.after("run-1", 1));
        for (String damaged : List.of("{", "{", "", "{")) {
            Files.writeString(files.file(Checkpoints.SOURCE), damaged);
            later.load(Checkpoints.SOURCE);
            later.commit(Checkpoints.after("run-1", 1));
        }
        assertThat(files.keptAsideBefore(Checkpoints.SOURCE, Instant.now().plusSeconds(60)))
                .extracting(file -> Path.of(file).getFileName().toString())
                .containsExactlyInAnyOrder(
                        ".checkpoint.corrupt-19700101T000001000Z.json", ".checkpoint.corrupt-19700101T000002000Z.json");
    }

    @Test
    void noMoreThanAHundredAreKept() throws IOException {
        for (int n = 1; n <= 100; n++) {
            store.set(new Saved.OffsetOnly(n, n, Instant.EPOCH, "by-hand", Checkpoints.SOURCE));
            files.keepReplaced(Checkpoints.SOURCE);
        }
        store.set(new Saved.OffsetOnly(101, 0, Instant.EPOCH, "by-hand", Checkpoints.SOURCE));
        assertThatThrownBy(() -> files.keepReplaced(Checkpoints.SOURCE))
                .hasMessageContaining("has 100 checkpoints that were replaced by hand (at most 100)")
                .hasMessageContaining("Remove the old ones");
    }

    @Test
    void theBackupOfAnotherSourceIsNotRestored() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        Files.writeString(
                files.backupFile(Checkpoints.SOURCE),
                "{\"last_index\":1,\"processed_count\":1,\"timestamp\":\"2026-11-01T08:00:00Z\",\"run_id\":\"r\","
                        + "\"source\":\"Other-Somali\",\"schema_version\":\"1.0\"}");
        assertThatThrownBy(() -> files.restore(Checkpoints.SOURCE))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(".checkpoint.backup.json: source is Other-Somali; expected List-Somali")
                .hasMessageContaining("Nothing was changed. A backup of no use is removed with: rm '");
        assertThat(files.backupFile(Checkpoints.SOURCE)).exists();
    }

    @Test
    void anUnusableBackupIsNotRestored() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        Files.writeString(files.backupFile(Checkpoints.SOURCE), "{");
        byte[] stood = Files.readAllBytes(files.file(Checkpoints.SOURCE));
        assertThatThrownBy(() -> files.restore(Checkpoints.SOURCE))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(".checkpoint.backup.json: line 1, column 2");
        assertThat(files.file(Checkpoints.SOURCE)).hasBinaryContent(stood);
    }

    @Test
    @SuppressWarnings("try")
    void tellsWhoHoldsASource() throws IOException {
        assertThat(files.holder(Checkpoints.SOURCE)).isEmpty();
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(files.holder(Checkpoints.SOURCE)).contains("this process");
        }
        assertThat(files.holder(Checkpoints.SOURCE)).isEmpty();
    }

    @Test
    void aDirectoryThatNoSourceCanHaveIsNotListed() throws IOException {
        Path odd = Files.createDirectories(staging.resolve("source=my files"));
        Files.writeString(odd.resolve(".checkpoint.json"), "{}");
        assertThat(store.list()).isEmpty();
    }
}
