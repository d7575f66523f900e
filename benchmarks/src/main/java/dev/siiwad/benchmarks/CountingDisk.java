package dev.siiwad.benchmarks;

import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Counts everything that changes the disk. What is only read is not counted. */
final class CountingDisk implements Disk {
    private final Disk disk = new NioDisk();

    @Override
    public void createDirectory(Path directory) throws IOException {
        Counts.add("mkdir");
        disk.createDirectory(directory);
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        Counts.add("create");
        DurableOutput out = disk.create(file);
        return new DurableOutput() {
            @Override
            public void write(int octet) throws IOException {
                out.write(octet);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void force() throws IOException {
                Counts.add("force");
                out.force();
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Counts.add("rename");
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        Counts.add("delete");
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        Counts.add("sync directory");
        disk.syncDirectory(directory);
    }

    @Override
    public boolean lock(FileChannel channel, boolean shared) throws IOException {
        Counts.add("lock");
        return disk.lock(channel, shared);
    }
}
