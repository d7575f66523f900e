package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Everything that changes a disk, and what makes a change durable. The tests put another one in its place, which remembers every call, fails at
 * the n-th, or forgets what was not forced. Reading needs no port. Safe for use by several threads.
 *
 * <p>What survives a power cut: bytes that were {@linkplain DurableOutput#force forced}, under names whose directory was
 * {@linkplain #syncDirectory synced} after the name was made, moved or removed. Nothing else is certain, in either direction.
 */
public interface Disk {
    /** Creates one directory in one that exists; nothing happens if it is there. */
    void createDirectory(Path directory) throws IOException;

    /**
     * Creates a file to write front to back.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one of this name
     */
    DurableOutput create(Path file) throws IOException;

    /** Gives a file another name in one step, in the place of any file that has it. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file or an empty directory; nothing happens if there is none. */
    void delete(Path path) throws IOException;

    /** Makes names made, moved and removed in a directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /**
     * Locks a whole file for this process, as long as the channel is open.
     *
     * @param shared whether others may hold such a lock too; else the channel is open for writing
     * @return whether it is locked; not, if another process holds it
     */
    default boolean lock(FileChannel channel, boolean shared) throws IOException {
        return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
    }

    /** The room that is left where a file is, or empty if the system does not tell. */
    default OptionalLong freeBytes(Path path) {
        try {
            return OptionalLong.of(Files.getFileStore(path).getUsableSpace());
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    /** Creates a directory and those above it where they are missing; durable on return. */
    default void createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        createDirectories(absolute.getParent());
        createDirectory(absolute);
        syncDirectory(absolute.getParent());
    }

    /**
     * Makes the name of a directory that is there durable, and those of a number of directories in all, one above the other. Whoever made them may have
     * been killed before it had synced them. What cannot be listed was not made by us.
     */
    default void syncNames(Path directory, int levels) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        for (int level = 0; level < levels && parent != null && Files.isReadable(parent); level++) {
            syncDirectory(parent);
            parent = parent.getParent();
        }
    }
}
