package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.testkit.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lock file: taken only if it is this program's own, and missed as soon as it is gone. */
class SourceLockTest {
    @TempDir
    private Path directory;

    private Path lock;
    private FileCheckpointStore store;

    @BeforeEach
    void commitOnce() throws IOException {
        store = store();
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            store.load(Checkpoints.SOURCE);
            store.commit(Checkpoints.begun("run-1"));
        }
        lock = directory.resolve("source=List-Somali/.lock");
    }

    private FileCheckpointStore store() {
        return new FileCheckpointStore(directory, new FastDisk(), () -> Published.STARTED);
    }

    @Test
    void aLinkIsRefusedAndWhatItLeadsToIsLeft() throws IOException {
        Path thesis = Files.writeString(directory.resolve("thesis.txt"), "precious");
        Files.delete(lock);
        Files.createSymbolicLink(lock, thesis);
        assertThatThrownBy(() -> store.acquire(Checkpoints.SOURCE))
                .isInstanceOf(IOException.class)
                .hasMessage(lock + ": is a link to " + thesis
                        + "; expected a file of this program's own, or nothing. Remove" + " the link with: rm '" + lock
                        + "'");
        assertThat(thesis).hasContent("precious");
        assertThat(lock).isSymbolicLink();
    }

    @Test
    void aLinkToNothingMakesNothing() throws IOException {
        Files.delete(lock);
        Files.createSymbolicLink(lock, directory.resolve("nothing"));
        assertThatThrownBy(() -> store.acquire(Checkpoints.SOURCE)).hasMessageContaining("is a link to ");
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @Test
    void whatThisProgramDoesNotWriteIsNotOverwritten() throws IOException {
        Path thesis = Files.writeString(directory.resolve("thesis.txt"), "precious");
        Files.delete(lock);
        Files.createLink(lock, thesis);
        assertThatThrownBy(() -> store.acquire(Checkpoints.SOURCE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(lock + ": holds what this program does not write. Move it elsewhere with: mv ");
        assertThat(thesis).hasContent("precious");
    }

    /** As after a flipped bit, a bad block, or a copy of something else in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"qid 4711", "pid 47x1", "pid 4711 ", "precious"})
    void whatIsDamagedAndHeldByNobodyIsMovedAside(String damaged) throws IOException {
        Files.writeString(lock, damaged);
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            assertThat(lock).hasContent("pid " + ProcessHandle.current().pid());
        }
        try (Stream<Path> files = Files.list(lock.getParent())) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".lock.moved-")))
                    .singleElement()
                    .satisfies(moved -> assertThat(moved).hasContent(damaged));
        }
    }

    @Test
    void whatIsDamagedAndHeldIsLeftToItsHolder() throws IOException {
        Files.writeString(lock, "qid 4711");
        FileCheckpointStore late =
                new FileCheckpointStore(directory, new FastDisk(() -> false), () -> Published.STARTED);
        assertThatThrownBy(() -> late.acquire(Checkpoints.SOURCE)).isInstanceOf(SourceBusyException.class);
        assertThat(lock).hasContent("qid 4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "pid", "pid 4711", "pid 4711\0\0\0", "\0\0\0\0"})
    void whatAnEarlierRunOrAPowerCutHasLeftIsTaken(String left) throws IOException {
        Files.writeString(lock, left);
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            assertThat(lock).hasContent("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aLockThatIsRemovedIsTakenAgain() throws IOException {
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            store.load(Checkpoints.SOURCE);
            Files.delete(lock);
            store.commit(Checkpoints.after("run-1", 1));
            assertThat(lock).hasContent("pid " + ProcessHandle.current().pid());
            Files.delete(lock);
            store.delete(Checkpoints.SOURCE);
            assertThat(lock).hasContent("pid " + ProcessHandle.current().pid());
        }
        assertThat(store.load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
    }

    /** Of two runs one goes on: the one that commits first. */
    @Test
    void whereAnotherRunHasTheLockTheCheckpointDecides() throws IOException {
        AtomicBoolean granted = new AtomicBoolean();
        FileCheckpointStore robbed = new FileCheckpointStore(
                directory, new FastDisk(() -> !granted.getAndSet(true)), () -> Published.STARTED);
        FileCheckpointStore other = store();
        try (Closeable held = robbed.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            robbed.load(Checkpoints.SOURCE);
            other.load(Checkpoints.SOURCE);
            Files.move(lock, lock.resolveSibling("taken away"));
            Files.writeString(lock, "pid 1");
            robbed.commit(Checkpoints.after("run-1", 1));
            assertThatThrownBy(() -> other.commit(Checkpoints.after("run-1", 2)))
                    .isInstanceOf(LostRaceException.class);
            other.load(Checkpoints.SOURCE);
            other.commit(Checkpoints.after("run-1", 2));
            assertThatThrownBy(() -> robbed.commit(Checkpoints.after("run-1", 3)))
                    .isInstanceOf(LostRaceException.class);
            assertThat(lock).hasContent("pid 1");
        }
    }

    /** The device takes no byte, as a full disk; nothing else of it matters here. */
    @Test
    void aFullDiskKeepsNobodyFromReservingASource() throws IOException {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            SourceLock.sign(full);
        }
        Files.writeString(lock, "");
        assertThat(new FileCheckpointAdmin(directory, new FastDisk()).holder(Checkpoints.SOURCE))
                .isEqualTo(Optional.empty());
    }
}
