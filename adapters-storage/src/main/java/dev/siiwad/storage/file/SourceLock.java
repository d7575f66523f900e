package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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

/**
 * Reserves a source by an OS lock on a file that stays, and that tells people who holds it. The kernel frees the lock when the process ends.
 *
 * <p>POSIX frees a process's lock as soon as it closes any descriptor of the file; so within one JVM a set of held files comes first.
 */
final class SourceLock implements Closeable {
    private static final int HOLDER_BYTES_MAX = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private SourceLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws SourceBusyException if another run that lives holds it */
    static SourceLock acquire(Path path, SourceId source) throws IOException {
        Path file = path.getParent().toRealPath().resolve(path.getFileName());
        if (!HELD_BY_THIS_PROCESS.add(file)) {
            throw busy(path, source, "this process");
        }
        try {
            return lock(file, source);
        } catch (IOException e) {
            HELD_BY_THIS_PROCESS.remove(file);
            throw e;
        }
    }

    /** Who holds it now; empty if nobody does. Takes and frees the lock to find out. */
    static Optional<String> holder(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Path file = path.toRealPath();
        if (HELD_BY_THIS_PROCESS.contains(file)) {
            return Optional.of("this process");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String holder = holder(channel);
            FileLock lock = channel.tryLock();
            return lock == null ? Optional.of(holder) : Optional.empty();
        }
    }

    private static SourceLock lock(Path file, SourceId source) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isTaken(channel)) {
                throw busy(file, source, holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(("pid " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new SourceLock(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Asks again for a while: the kernel may still be clearing up behind a run that was killed, or someone may just be looking. */
    private static boolean isTaken(FileChannel channel) throws IOException {
        long start = System.nanoTime();
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
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
