package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DatasetPlace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one process at a time, and one thread of it, change what the datasets of all sources have in common. The file stays; the kernel frees the lock. */
final class CardLock {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private CardLock() {}

    /** @throws IOException if another holds it for more than a minute */
    static void hold(Path path, Disk disk, DatasetPlace.Action action) throws IOException {
        Path file = path.getParent().toRealPath().resolve(path.getFileName());
        ReentrantLock here = IN_THIS_PROCESS.computeIfAbsent(file, none -> new ReentrantLock());
        if (!taken(here)) {
            throw busy(file);
        }
        try (FileChannel channel = open(file)) {
            long start = System.nanoTime();
            while (!disk.lock(channel, false)) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw busy(file);
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            action.run();
        } finally {
            here.unlock();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        RegularFile.requireNoLink(file);
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean taken(ReentrantLock here) throws IOException {
        try {
            return here.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another thread writes the card", e);
        }
    }

    private static IOException busy(Path file) {
        return new IOException(file + ": is held by another run for more than " + PATIENCE.toSeconds() + " s");
    }
}
