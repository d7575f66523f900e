package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.storage.file.RefusingDisk.Change;
import dev.siiwad.testkit.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that lack something, or begin to refuse it: what stood stays, and on another one, or once it is cured, the run goes on. */
class RefusingFileSystemTest {
    @TempDir
    Path temporary;

    private SortedMap<String, String> expected = new TreeMap<>();

    @BeforeEach
    void runUndisturbed() throws IOException {
        FileRun run = new FileRun(Files.createDirectory(temporary.resolve("undisturbed")));
        run.process(new FastDisk());
        expected = run.published();
    }

    @Test
    void aRunIsCarriedOnWhereverTheDiskBecameReadOnly() throws IOException {
        Set<Change> all = EnumSet.complementOf(EnumSet.of(Change.LOCK));
        assertThat(refusalsFromAnyChangeOn(all, "Read-only file system")).isGreaterThan(50);
    }

    @Test
    void aRunIsCarriedOnWhereverNoMoreFilesCouldBeOpened() throws IOException {
        Set<Change> opened = EnumSet.of(Change.CREATE, Change.SYNC);
        assertThat(refusalsFromAnyChangeOn(opened, "Too many open files")).isGreaterThan(30);
    }

    /** Once: then what the run still commits on its way out, and the next start, find what has been renamed, durable or not. */
    @Test
    void aRunIsCarriedOnWhereverADirectoryCouldNotBeSyncedOnce() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n++) {
            FileRun run = new FileRun(Files.createTempDirectory(temporary, "run"));
            AtomicLong syncs = new AtomicLong();
            int nth = n;
            try {
                run.process(new RefusingDisk((change, path) -> {
                    if (change == Change.SYNC && syncs.incrementAndGet() == nth) {
                        throw RefusingDisk.refused(path, "Input/output error");
                    }
                }));
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("Input/output error");
            }
            struck = syncs.get() >= n;
            run.runToTheEnd();
            assertThat(run.published()).as("sync " + n).isEqualTo(expected);
            assertThat(run.left()).isEmpty();
        }
    }

    /** The rename has been done, whatever has become of its durability. So the store goes by what is there, and whatever is committed next replaces that. */
    @Test
    void whereTheSyncAfterACommitFailsTheClaimIsRepeated() throws IOException {
        Checkpoint begun = Checkpoints.begun("run-1");
        Checkpoint claim = begun.claimedBy(Checkpoints.owner("next"), 2, Instant.EPOCH);
        for (Checkpoint repeated : List.of(claim, claim.again(Instant.EPOCH), begun.again(Instant.EPOCH))) {
            Path staging = Files.createTempDirectory(temporary, "staging");
            FileCheckpointStore store = failingToSync(staging, begun, claim);
            assertThat(loaded(staging)).isEqualTo(new Saved.Committed(claim, Optional.empty()));
            byte[] renamed = Files.readAllBytes(staging.resolve("source=List-Somali/.checkpoint.json"));
            store.commit(repeated);
            assertThat(loaded(staging)).isEqualTo(new Saved.Committed(repeated, Optional.empty()));
            assertThat(staging.resolve("source=List-Somali/.checkpoint.prev.json"))
                    .hasBinaryContent(renamed);
            Files.write(staging.resolve("source=List-Somali/.checkpoint.json"), new byte[0]);
            assertThat(((Saved.Committed) loaded(staging)).checkpoint()).isEqualTo(claim);
        }
    }

    @Test
    void whereTheSyncAfterACommitFailsWhoeverCommitsNextHasTheSource() throws IOException {
        Checkpoint begun = Checkpoints.begun("run-1");
        Checkpoint claim = begun.claimedBy(Checkpoints.owner("next"), 2, Instant.EPOCH);
        FileCheckpointStore store = failingToSync(temporary, begun, claim);
        FileCheckpointStore other = new FileCheckpointStore(temporary, new FastDisk(), () -> Published.STARTED);
        other.load(Checkpoints.SOURCE);
        other.commit(claim.claimedBy(Checkpoints.owner("other"), 3, Instant.EPOCH));
        assertThatThrownBy(() -> store.commit(claim)).isInstanceOf(LostRaceException.class);
    }

    /** One whose last commit has renamed and not synced. */
    private static FileCheckpointStore failingToSync(Path staging, Checkpoint before, Checkpoint last)
            throws IOException {
        boolean[] failing = new boolean[1];
        Disk disk = new RefusingDisk((change, path) -> {
            if (change == Change.SYNC && failing[0]) {
                throw RefusingDisk.refused(path, "Input/output error");
            }
        });
        FileCheckpointStore store = new FileCheckpointStore(staging, disk, () -> Published.STARTED);
        store.load(Checkpoints.SOURCE);
        store.commit(before);
        failing[0] = true;
        assertThatThrownBy(() -> store.commit(last)).isExactlyInstanceOf(FileSystemException.class);
        failing[0] = false;
        return store;
    }

    private static Saved loaded(Path staging) throws IOException {
        return new FileCheckpointStore(staging, new FastDisk(), () -> Published.STARTED).load(Checkpoints.SOURCE);
    }

    /** Refuses such changes from the n-th on, for every n until a run completes; then cures it and compares. Returns how often it was refused. */
    private int refusalsFromAnyChangeOn(Set<Change> refused, String reason) throws IOException {
        for (int n = 1; ; n++) {
            FileRun run = new FileRun(Files.createTempDirectory(temporary, "run"));
            AtomicLong changes = new AtomicLong();
            int first = n;
            Disk disk = new RefusingDisk((change, path) -> {
                if (refused.contains(change) && changes.incrementAndGet() >= first) {
                    throw RefusingDisk.refused(path, reason);
                }
            });
            try {
                assertThat(run.process(disk)).isInstanceOf(RunReport.Completed.class);
                if (changes.get() < first) {
                    return n - 1;
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(reason).hasMessageContaining(temporary.toString());
            }
            run.runToTheEnd();
            assertThat(run.published()).isNotEmpty().isEqualTo(expected);
            assertThat(run.left()).isEmpty();
        }
    }

    @Test
    void aFileSystemThatSyncsNoDirectoriesIsRefusedBeforeAnythingIsSaved() throws IOException {
        FileRun run = run();
        assertThatThrownBy(() -> run.process(new RefusingDisk((change, path) -> {
                    if (change == Change.SYNC) {
                        throw DiskErrors.sync(path, new IOException("Invalid argument"));
                    }
                })))
                .hasMessageStartingWith(run.staging().getParent() + ": the names in it cannot be made durable (fsync): "
                        + "Invalid argument")
                .hasMessageEndingWith("Keep everything on another file system");
        assertThat(run.saved()).isEqualTo(new Saved.None());
        assertThat(run.said()).isEmpty();
    }

    @Test
    void aFileSystemWithoutLocksIsRefusedBeforeAnythingIsSaved() throws IOException {
        FileRun run = run();
        assertThatThrownBy(() -> run.process(new RefusingDisk((change, path) -> {
                    if (change == Change.LOCK) {
                        throw new IOException("No locks available");
                    }
                })))
                .hasMessageContaining("source=List-Somali/.lock: cannot be locked: No locks available. ")
                .hasMessageEndingWith("Keep everything on another file system");
        assertThat(run.saved()).isEqualTo(new Saved.None());
        assertThat(run.said()).isEmpty();
        assertThat(run.process(new FastDisk())).isInstanceOf(RunReport.Completed.class);
    }

    @Test
    void whereARenameReplacesNothingTheCheckpointStays() throws IOException {
        FileRun run = run();
        assertThatThrownBy(() -> run.process(new RefusingDisk((change, path) -> {
                    if (change == Change.RENAME && Files.exists(path)) {
                        throw new FileAlreadyExistsException(path.toString());
                    }
                })))
                .hasMessageContaining(".checkpoint.json");
        assertThat(run.saved())
                .isInstanceOfSatisfying(
                        Saved.Committed.class,
                        saved -> assertThat(saved.fallback()).isEmpty());
        assertThat(run.process(new FastDisk())).isInstanceOf(RunReport.Completed.class);
        assertThat(run.published()).isEqualTo(expected);
    }

    @Test
    void whoMayNotWriteMayStillLookWhoHoldsASource() throws IOException {
        FileCheckpointStore store = new FileCheckpointStore(temporary, new FastDisk(), () -> Published.STARTED);
        store.acquire(Checkpoints.SOURCE).close();
        Path lock = temporary.resolve("source=List-Somali/.lock");
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("r--r--r--"));
        Set<Change> asked = EnumSet.noneOf(Change.class);
        Disk disk = new RefusingDisk((change, path) -> asked.add(change));
        assertThat(new FileCheckpointAdmin(temporary, disk).holder(Checkpoints.SOURCE))
                .isEmpty();
        assertThat(asked).containsExactly(Change.LOCK);
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void whoLooksIsToldOfAHolderWhateverTheLockSays() throws IOException {
        FileCheckpointStore store = new FileCheckpointStore(temporary, new FastDisk(), () -> Published.STARTED);
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            Files.writeString(temporary.resolve("source=List-Somali/.lock"), "");
            assertThat(new FileCheckpointAdmin(temporary, new FastDisk()).holder(Checkpoints.SOURCE))
                    .contains("this process");
        }
    }

    private FileRun run() throws IOException {
        return new FileRun(Files.createTempDirectory(temporary, "run"));
    }
}
