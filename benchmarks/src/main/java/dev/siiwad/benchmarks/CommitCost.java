package dev.siiwad.benchmarks;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a checkpoint commit takes, beside a bare loop of the same writes, forces, renames and directory sync; the two alternate, in one run.
 *
 * <p>Usage: {@code CommitCost <directory on the disk to measure> [commits]}.
 */
public final class CommitCost {
    private static final int WARM_UP = 200;
    private static final double MILLIS = 1e6;

    private CommitCost() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "commit-cost");
        int commits = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        FileCheckpointStore store = new FileCheckpointStore(directory, new NioDisk(), Instant::now);
        store.load(Checkpoints.SOURCE);
        Checkpoint even = Checkpoints.after("run-1", 3);
        Checkpoint odd = Checkpoints.after("run-1", 4);
        store.commit(even);
        Path bare = Files.createDirectory(directory.resolve("bare"));
        byte[] bytes = CheckpointJson.write(even);
        long[] ours = new long[commits];
        long[] theirs = new long[commits];
        for (int n = -WARM_UP; n < commits; n++) {
            long start = System.nanoTime();
            store.commit(n % 2 == 0 ? even : odd);
            long between = System.nanoTime();
            replace(bare, "prev", bytes);
            replace(bare, "standing", bytes);
            try (FileChannel channel = FileChannel.open(bare, StandardOpenOption.READ)) {
                channel.force(true);
            }
            long end = System.nanoTime();
            if (n >= 0) {
                ours[n] = between - start;
                theirs[n] = end - between;
            }
        }
        print("commit", ours);
        print("bare calls", theirs);
        System.out.printf(
                "ratio of medians %.2f, of p99 %.2f%n",
                (double) at(ours, 50) / at(theirs, 50), (double) at(ours, 99) / at(theirs, 99));
    }

    private static void replace(Path directory, String name, byte[] bytes) throws IOException {
        Path temporary = directory.resolve("tmp");
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void print(String name, long[] nanos) {
        System.out.printf(
                "%-12s p50 %.3f ms  p99 %.3f ms  max %.3f ms  (%d)%n",
                name, at(nanos, 50) / MILLIS, at(nanos, 99) / MILLIS, at(nanos, 100) / MILLIS, nanos.length);
    }

    private static long at(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
