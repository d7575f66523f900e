package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.Path;

/** The disk of this machine without the waiting: nothing is forced or synced. For tests that cut no power. */
final class FastDisk implements Disk {
    private final Disk real = new NioDisk();

    @Override
    public void createDirectory(Path directory) throws IOException {
        real.createDirectory(directory);
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        DurableOutput out = real.create(file);
        return new DurableOutput() {
            @Override
            public void write(int single) throws IOException {
                out.write(single);
            }

            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                out.write(bytes, start, length);
            }

            @Override
            public void force() {}

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) {}
}
