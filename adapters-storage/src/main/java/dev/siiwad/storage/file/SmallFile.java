package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint file as bytes: read whole, and replaced in one step. */
final class SmallFile {
    private SmallFile() {}

    /** The bytes, at most one more than a checkpoint may have; empty if there is no file. */
    static Optional<byte[]> read(Path file) throws CorruptCheckpointException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(CheckpointParser.BYTES_MAX + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CorruptCheckpointException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes {@code .checkpoint.tmp}, forces it and gives it the file's name; durable once the directory has been synced. */
    static void replace(Disk disk, Path file, byte[] bytes) throws IOException {
        replace(disk, file.resolveSibling(".checkpoint.tmp"), file, bytes);
    }

    /** By another temporary name. Where it fails, nothing of the new bytes is left. */
    static void replace(Disk disk, Path temporary, Path file, byte[] bytes) throws IOException {
        disk.delete(temporary);
        try {
            try (DurableOutput out = disk.create(temporary)) {
                out.write(bytes);
                out.force();
            }
            disk.rename(temporary, file);
        } catch (IOException e) {
            try {
                disk.delete(temporary);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }
}
