package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves a source by an OS lock on a file that stays, and that tells people who holds it. The kernel frees the lock when the process ends.
 *
 * <p>POSIX frees a process's lock as soon as it closes any descriptor of the file; so within one JVM a set of held files comes first.
 */
final class SourceLock implements Closeable {
    private static final int HOLDER_BYTES_MAX = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private SourceLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws SourceBusyException if another run that lives holds it */
    static SourceLock acquire(Path path, SourceId source, Disk disk) throws IOException {
        Path file = path.getParent().toRealPath().resolve(path.getFileName());
        if (!HELD_BY_THIS_PROCESS.add(file)) {
            throw busy(path, source, "this process");
        }
        try {
            return lock(file, source, disk);
        } catch (IOException e) {
            HELD_BY_THIS_PROCESS.remove(file);
            throw e;
        }
    }

    /** Who holds it now; empty if nobody does. Takes and frees the lock to find out. */
    static Optional<String> holder(Path path, Disk disk) throws IOException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        Path file = path.toRealPath();
        if (HELD_BY_THIS_PROCESS.contains(file)) {
            return Optional.of("this process");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            String holder = holder(channel);
            return isFree(file, channel, disk) ? Optional.empty() : Optional.of(holder);
        }
    }

    /** A shared lock wants no right to write, so that anyone may look, and on a disk that takes no more changes. */
    private static boolean isFree(Path file, FileChannel channel, Disk disk) throws IOException {
        return tryLock(file, channel, true, disk);
    }

    private static boolean tryLock(Path file, FileChannel channel, boolean shared, Disk disk) throws IOException {
        try {
            return disk.lock(channel, shared);
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be locked: " + e.getMessage() + ". Without file locks nothing would keep a second"
                            + " run away. Keep everything on another file system, with --storage",
                    e);
        }
    }

    private static SourceLock lock(Path file, SourceId source, Disk disk) throws IOException {
        FileChannel channel = open(file, disk);
        try {
            if (!take(file, channel, disk)) {
                throw busy(file, source, holder(channel));
            }
            channel.truncate(0);
            sign(channel);
            return new SourceLock(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path file, Disk disk) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskErrors.open(file, disk.freeBytes(file.getParent()), e);
        }
    }

    /** For people alone. A full disk has no room for it, and must not keep anyone from what makes room: deleting a checkpoint. */
    private static void sign(FileChannel channel) {
        byte[] holder = ("pid " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        try {
            channel.write(ByteBuffer.wrap(holder));
        } catch (IOException full) {
            LOG.debug("The lock does not say who holds it", full);
        }
    }

    /** Tells whether it is ours now. Asks again for a while: the kernel may still be cleaning up after a run that was killed, or someone may just be looking. */
    private static boolean take(Path file, FileChannel channel, Disk disk) throws IOException {
        long start = System.nanoTime();
        while (true) {
            if (tryLock(file, channel, false, disk)) {
                return true;
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private static SourceBusyException busy(Path file, SourceId source, String holder) {
        return new SourceBusyException(file + ": another run holds source " + source + " (" + holder
                + "). Wait until it ends, or stop it; then run the same command again");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HOLDER_BYTES_MAX);
        channel.read(buffer, 0);
        String holder = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        return holder.isBlank() ? "pid unknown" : holder;
    }

    @Override
    public void close() throws IOException {
        if (open.getAndSet(false)) {
            channel.close();
            HELD_BY_THIS_PROCESS.remove(file);
        }
    }
}
