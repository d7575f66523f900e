package dev.siiwad.benchmarks;

import dev.siiwad.Siiwad;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Collects the lines of a file, with every force to the disk or with none.
 *
 * <p>Usage: {@code DurabilityCost <file> <directory> <lines between checkpoints> <true: force; false: do not>}.
 */
public final class DurabilityCost {
    private DurabilityCost() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        Disk disk = Boolean.parseBoolean(args[3]) ? new NioDisk() : new Unforced(new NioDisk());
        try (FileStorage storage = new FileStorage(directory.resolve("staging"), directory.resolve("silver"), disk);
                Siiwad siiwad = Siiwad.open(storage, directory.resolve("raw"), Map.of())) {
            siiwad.ingest(new LineSource(Path.of(args[0]), new ReadLines(Long.MAX_VALUE)))
                    .checkpointEvery(Long.parseLong(args[2]))
                    .jsonLines()
                    .progress(event -> {})
                    .run();
        }
    }

    /** A disk that a power cut would find empty. */
    private record Unforced(Disk disk) implements Disk {
        @Override
        public void createDirectory(Path directory) throws IOException {
            disk.createDirectory(directory);
        }

        @Override
        public DurableOutput create(Path file) throws IOException {
            DurableOutput output = disk.create(file);
            return new DurableOutput() {
                @Override
                public void write(int single) throws IOException {
                    output.write(single);
                }

                @Override
                public void write(byte[] bytes, int start, int length) throws IOException {
                    output.write(bytes, start, length);
                }

                @Override
                public void force() {}

                @Override
                public void close() throws IOException {
                    output.close();
                }
            };
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            disk.delete(path);
        }

        @Override
        public void syncDirectory(Path directory) {}
    }
}
