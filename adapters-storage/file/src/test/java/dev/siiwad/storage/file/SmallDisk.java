package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The disk of this machine, as if it had room for so many bytes and names only, or the user a quota of that. Directories are never removed from the count. */
final class SmallDisk implements Disk {
    private static final String FULL = "No space left on device";

    private final Disk disk = new FastDisk();
    private final Map<Path, Long> files = Collections.synchronizedMap(new HashMap<>());
    private final String reason;
    private long bytesMax;
    private long namesMax;
    private long directories;

    private SmallDisk(long bytesMax, long namesMax, String reason) {
        this.bytesMax = bytesMax;
        this.namesMax = namesMax;
        this.reason = reason;
    }

    static SmallDisk ofBytes(long bytes) {
        return new SmallDisk(bytes, Long.MAX_VALUE, FULL);
    }

    static SmallDisk ofNames(long names) {
        return new SmallDisk(Long.MAX_VALUE, names, FULL);
    }

    /** Of this user; the disk itself has room enough. */
    static SmallDisk ofQuota(long bytes) {
        return new SmallDisk(bytes, Long.MAX_VALUE, "Disk quota exceeded");
    }

    /** Somebody makes room. */
    void grow() {
        bytesMax = Long.MAX_VALUE;
        namesMax = Long.MAX_VALUE;
    }

    /** The files there are, and their bytes. */
    Map<Path, Long> files() {
        return Map.copyOf(files);
    }

    long used() {
        synchronized (files) {
            return files.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Override
    public OptionalLong freeBytes(Path path) {
        return OptionalLong.of(reason.equals(FULL) ? bytesMax - used() : Long.MAX_VALUE);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        requireRoomForName(directory);
        disk.createDirectory(directory);
        directories++;
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        requireRoomForName(file);
        DurableOutput out = disk.create(file);
        files.put(file, 0L);
        return new Output(file, out);
    }

    private void requireRoomForName(Path path) throws IOException {
        if (files.size() + directories >= namesMax) {
            throw DiskErrors.create(path, freeBytes(path), new FileSystemException(path.toString(), null, reason));
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
        files.put(to, files.remove(from));
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
        files.remove(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    private final class Output extends DurableOutput {
        private final Path file;
        private final DurableOutput out;

        Output(Path file, DurableOutput out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        /** Takes what fits, as disks do. */
        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            int fits = (int) Math.max(0, Math.min(length, bytesMax - used()));
            out.write(bytes, start, fits);
            files.merge(file, (long) fits, Long::sum);
            if (fits < length) {
                throw DiskErrors.write(file, length - fits, freeBytes(file), new IOException(reason));
            }
        }

        @Override
        public void force() throws IOException {
            out.force();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
