package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.testkit.DurableOperations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The disk of this machine, or another, of which every change is counted, and fails or is the last where a test says so. */
final class FaultyDisk implements Disk {
    private final DurableOperations operations;
    private final Disk disk;

    FaultyDisk(DurableOperations operations) {
        this(operations, new FastDisk());
    }

    FaultyDisk(DurableOperations operations, Disk disk) {
        this.operations = operations;
        this.disk = disk;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        operations.run("directory " + directory.getFileName(), () -> disk.createDirectory(directory));
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        DurableOutput[] created = new DurableOutput[1];
        operations.run("create " + file.getFileName(), () -> created[0] = disk.create(file));
        return new Output(created[0], file.getFileName().toString());
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        operations.run("rename " + to.getFileName(), () -> disk.rename(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        operations.run("delete " + path.getFileName(), () -> disk.delete(path));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        operations.run("sync " + directory.getFileName(), () -> disk.syncDirectory(directory));
    }

    private final class Output extends DurableOutput {
        private final DurableOutput out;
        private final String name;

        Output(DurableOutput out, String name) {
            this.out = out;
            this.name = name;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            byte[] half = Arrays.copyOfRange(bytes, start, start + length / 2);
            operations.run("write " + name, () -> out.write(half), () -> out.write(bytes, start, length));
        }

        @Override
        public void force() throws IOException {
            operations.run("force " + name, out::force);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
