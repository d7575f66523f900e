package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.storage.file.TakenInTurns.Runner;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commits at once without locks, each stopped before any of its changes to the disk while the other goes on: one succeeds, and it is the one that is there. */
class CommitRaceTest {
    /** A commit makes no more changes than this. */
    private static final int CHANGES = 8;

    @TempDir
    private Path directory;

    private final Checkpoint before = Checkpoints.begun("run-1");
    private int pairs;

    private FileCheckpointStore store(Disk disk) {
        return new FileCheckpointStore(directory.resolve("pair-" + pairs), disk, () -> Published.STARTED);
    }

    private FileCheckpointStore loaded(Disk disk) throws IOException {
        FileCheckpointStore store = store(disk);
        store.load(Checkpoints.SOURCE);
        return store;
    }

    private interface Pair {
        void play(TakenInTurns.Order order) throws Exception;
    }

    /** One goes so far, then the other, then the one again, then both to their ends. */
    private void inEveryOrder(Pair pair) throws Exception {
        for (int first = 0; first <= CHANGES; first++) {
            for (int second = 0; second <= CHANGES; second++) {
                for (int again = 0; again <= CHANGES - first; again += 2) {
                    pairs++;
                    pair.play(new TakenInTurns.Order(first, second, again));
                }
            }
        }
    }

    @Test
    void ofTwoThatReplaceTheSameOneSucceeds() throws Exception {
        Checkpoint one = before.claimedBy(Checkpoints.owner("one"), 2, Instant.EPOCH);
        Checkpoint other = before.claimedBy(Checkpoints.owner("other"), 3, Instant.EPOCH);
        inEveryOrder(order -> {
            loaded(new FastDisk()).commit(before);
            requireOneWinner(order, one, other);
        });
    }

    @Test
    void ofTwoThatBeginRunsOneSucceeds() throws Exception {
        Checkpoint other = Checkpoints.begun(Checkpoints.SOURCE, "run-2", Checkpoints.owner("other"));
        inEveryOrder(order -> requireOneWinner(order, before, other));
    }

    private void requireOneWinner(TakenInTurns.Order order, Checkpoint one, Checkpoint other) throws Exception {
        List<Runner> ran = order.play(disk -> committing(disk, one), disk -> committing(disk, other));
        List<Boolean> won = ran.stream().map(Runner::succeeded).toList();
        assertThat(won).as(order.toString()).containsOnlyOnce(true);
        assertThat(store(new FastDisk()).load(Checkpoints.SOURCE))
                .as(order.toString())
                .isEqualTo(new Saved.Committed(won.get(0) ? one : other, Optional.empty()));
        assertNothingIsLeft();
    }

    private TakenInTurns.Work committing(Disk disk, Checkpoint next) throws IOException {
        FileCheckpointStore store = loaded(disk);
        return () -> store.commit(next);
    }

    /** What a claim has put there just before it was deleted is gone, and then it is the claim that has lost. */
    @Test
    void aDeletedCheckpointIsNotReplaced() throws Exception {
        Checkpoint claim = before.claimedBy(Checkpoints.owner("other"), 2, Instant.EPOCH);
        inEveryOrder(order -> {
            loaded(new FastDisk()).commit(before);
            FileCheckpointStore[] claiming = new FileCheckpointStore[1];
            List<Runner> ran = order.play(
                    disk -> {
                        FileCheckpointStore store = loaded(disk);
                        return () -> store.delete(Checkpoints.SOURCE);
                    },
                    disk -> {
                        claiming[0] = loaded(disk);
                        return () -> claiming[0].commit(claim);
                    });
            boolean deleted = ran.get(0).succeeded();
            assertThat(deleted || ran.get(1).succeeded()).as(order.toString()).isTrue();
            assertThat(store(new FastDisk()).load(Checkpoints.SOURCE))
                    .as(order.toString())
                    .isEqualTo(deleted ? new Saved.None() : new Saved.Committed(claim, Optional.empty()));
            if (deleted) {
                ran.get(1).letGo();
                assertThatThrownBy(() -> claiming[0].commit(claim)).isInstanceOf(LostRaceException.class);
            }
            assertNothingIsLeft();
        });
    }

    @Test
    void whatEarlierBuildsAndKilledProcessesHaveLeftIsRemoved() throws IOException {
        loaded(new FastDisk()).commit(before);
        Path source = directory.resolve("pair-0/source=List-Somali");
        List<String> left =
                List.of(".checkpoint.tmp", ".checkpoint.0123456789abcdef.tmp", ".checkpoint.0123456789abcdef.prev.tmp");
        for (String name : left) {
            Files.writeString(source.resolve(name), "{\"half");
        }
        Files.writeString(source.resolve(".checkpoint.mine.tmp"), "precious");
        loaded(new FastDisk()).commit(Checkpoints.after("run-1", 1));
        assertThat(left).allSatisfy(name -> assertThat(source.resolve(name)).doesNotExist());
        assertThat(source.resolve(".checkpoint.mine.tmp")).hasContent("precious");
        assertThat(store(new FastDisk()).load(Checkpoints.SOURCE))
                .isEqualTo(new Saved.Committed(Checkpoints.after("run-1", 1), Optional.empty()));
    }

    private void assertNothingIsLeft() throws IOException {
        Path source = directory.resolve("pair-" + pairs + "/source=List-Somali");
        try (Stream<Path> files = Files.list(source)) {
            assertThat(files.map(OwnFiles::name)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }
}
