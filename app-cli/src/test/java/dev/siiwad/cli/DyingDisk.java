package dev.siiwad.cli;

import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.nio.file.Path;

/** The disk of this machine without the waiting. At its n-th change the process that uses it is gone: nothing reaches the disk from then on. */
final class DyingDisk implements Disk {
    private final Disk real = new NioDisk();
    private final long last;
    private long changes;

    /** @param last changes until then; none of them dies if that is 0 */
    DyingDisk(long last) {
        this.last = last;
    }

    /** What ends the process; no code under test catches it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How many changes there were. */
    synchronized long changes() {
        return changes;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        count();
        real.createDirectory(directory);
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        count();
        DurableOutput out = real.create(file);
        return new DurableOutput() {
            @Override
            public void write(int single) throws IOException {
                out.write(single);
            }

            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                count();
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
        count();
        real.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        count();
        real.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) {}

    private synchronized void count() {
        changes++;
        if (last > 0 && changes >= last) {
            throw new Died();
        }
    }
}
