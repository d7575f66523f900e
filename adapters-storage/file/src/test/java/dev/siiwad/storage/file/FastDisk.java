package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The disk of this machine without the waiting: nothing is forced or synced. For tests that cut no power. */
final class FastDisk implements Disk {
    private final Disk real = new NioDisk();
    private final Optional<BooleanSupplier> locks;

    FastDisk() {
        this.locks = Optional.empty();
    }

    /** @param locks tells of each lock whether it is granted, which then excludes nobody */
    FastDisk(BooleanSupplier locks) {
        this.locks = Optional.of(locks);
    }

    @Override
    public boolean lock(FileChannel channel, boolean shared) throws IOException {
        return locks.isPresent() ? locks.get().getAsBoolean() : real.lock(channel, shared);
    }

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
