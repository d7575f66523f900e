package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The disk of this machine, as if its file system refused some changes. */
final class RefusingDisk implements Disk {
    private final Disk disk = new FastDisk();
    private final Refusal refusal;

    /** One thing that a disk is asked for. */
    enum Change {
        DIRECTORY,
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        DELETE,
        SYNC,
        LOCK
    }

    /** What the file system has against a change. */
    @FunctionalInterface
    interface Refusal {
        void check(Change change, Path path) throws IOException;
    }

    RefusingDisk(Refusal refusal) {
        this.refusal = refusal;
    }

    static FileSystemException refused(Path path, String reason) {
        return new FileSystemException(path.toString(), null, reason);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        refusal.check(Change.DIRECTORY, directory);
        disk.createDirectory(directory);
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        refusal.check(Change.CREATE, file);
        DurableOutput out = disk.create(file);
        return new DurableOutput() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                refusal.check(Change.WRITE, file);
                out.write(bytes, start, length);
            }

            @Override
            public void force() throws IOException {
                refusal.check(Change.FORCE, file);
                out.force();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        refusal.check(Change.RENAME, to);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        refusal.check(Change.DELETE, path);
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        refusal.check(Change.SYNC, directory);
        disk.syncDirectory(directory);
    }

    @Override
    public boolean lock(FileChannel channel, boolean shared) throws IOException {
        refusal.check(Change.LOCK, Path.of(".lock"));
        return disk.lock(channel, shared);
    }
}
