package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves a source by an OS lock on a file that stays, and that tells people who holds it. The kernel frees the lock when the process ends. A lock on a file
 * that has lost its name keeps nobody out, so whoever is about to change something for good asks whether the name is still that file's, and locks the new one if not.
 *
 * <p>POSIX frees a process's lock as soon as it closes any descriptor of the file; so within one JVM a set of held files comes first.
 */
final class SourceLock implements Closeable {
    private static final int HOLDER_BYTES_MAX = 200;
    private static final int REPLACED_MAX = 10;
    private static final Pattern SIGNED = Pattern.compile("(?:p|pi|pid ?|pid \\d{1,19})?\\x00*");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Disk disk;
    private FileChannel channel;
    private Optional<Object> identity;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private SourceLock(Path file, Disk disk, FileChannel channel, Optional<Object> identity) {
        this.file = file;
        this.disk = disk;
        this.channel = channel;
        this.identity = identity;
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

    /**
     * Lets others meet this lock still: if its file was removed, or another one is in its place, by locking that. Where another run was faster, the
     * checkpoint tells which of the two goes on. Where the system does not tell files apart, nothing is done.
     */
    void keep() throws IOException {
        if (!open.get() || identity(file).equals(identity)) {
            return;
        }
        FileChannel fresh = open(file, disk);
        try {
            requireOurs(file, fresh);
            if (!tryLock(file, fresh, false, disk)) {
                fresh.close();
                return;
            }
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        channel.close();
        channel = fresh;
        channel.truncate(0);
        sign(channel);
        identity = identity(file);
        LOG.warn("{}: was removed or replaced while this run held it; locked again", file);
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
                            + " run away. Keep everything on another file system",
                    e);
        }
    }

    private static SourceLock lock(Path file, SourceId source, Disk disk) throws IOException {
        for (int tried = 1; tried <= REPLACED_MAX; tried++) {
            Optional<Object> before = identity(file);
            FileChannel channel = open(file, disk);
            try {
                if (!take(file, channel, disk)) {
                    throw busy(file, source, holder(channel));
                }
                if (before.equals(identity(file))) {
                    if (isOurs(channel)) {
                        channel.truncate(0);
                        sign(channel);
                        return new SourceLock(file, disk, channel, before);
                    }
                    moveAside(file, disk);
                }
                channel.close();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
        throw new SourceBusyException(file + ": was removed or replaced each of the " + REPLACED_MAX
                + " times that this run wanted to lock it. Something else works there");
    }

    /** What a file is whatever its name; empty if there is none, or the system does not tell. */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Nothing that somebody else has written is overwritten, as through a hard link. Zeros may be there after a power cut. */
    private static boolean isOurs(FileChannel channel) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(HOLDER_BYTES_MAX);
        channel.read(found, 0);
        String holder = new String(found.array(), 0, found.position(), StandardCharsets.UTF_8);
        return channel.size() <= HOLDER_BYTES_MAX && SIGNED.matcher(holder).matches();
    }

    private static void requireOurs(Path file, FileChannel channel) throws IOException {
        if (!isOurs(channel)) {
            throw notOurs(file);
        }
    }

    private static IOException notOurs(Path file) {
        return new IOException(file + ": holds what this program does not write. Move it elsewhere with: mv "
                + RegularFile.quoted(file) + " " + RegularFile.quoted(file.resolveSibling(".lock.moved")));
    }

    /** A file that this process has locked, so that nobody holds it, and that has no other name is most likely ours and damaged. It is not overwritten all the same. */
    private static void moveAside(Path file, Disk disk) throws IOException {
        Path aside = file.resolveSibling(".lock.moved-" + CommitRace.unique());
        if (!hasNoOtherName(file)) {
            throw notOurs(file);
        }
        try {
            disk.rename(file, aside);
            LOG.warn("{}: holds what this program does not write, and nobody holds it; moved to {}", file, aside);
        } catch (NoSuchFileException movedByAnother) {
            LOG.debug("{} was moved by another run", file, movedByAnother);
        } catch (IOException e) {
            IOException refused = notOurs(file);
            refused.addSuppressed(e);
            throw refused;
        }
    }

    private static boolean hasNoOtherName(Path file) throws IOException {
        try {
            return Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
        } catch (UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    private static FileChannel open(Path file, Disk disk) throws IOException {
        RegularFile.requireNoLink(file);
        try {
            return FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw DiskErrors.open(file, disk.freeBytes(file.getParent()), e);
        }
    }

    /** For people alone. A full disk has no room for it, and must not keep anyone from what makes room: deleting a checkpoint. */
    static void sign(FileChannel channel) {
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
