package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A checkpoint file as bytes: read as far as a checkpoint goes, copied whole whatever its length, and replaced in one step. */
final class AtomicFile {
    private static final int COPIED_AT_ONCE_BYTES = 1 << 16;

    private AtomicFile() {}

    /**
     * The bytes, at most one more than a checkpoint may have; empty if there is no file.
     *
     * @throws CorruptCheckpointException if something other than a file is there
     * @throws IOException if it may not or cannot be read
     */
    static Optional<byte[]> read(Path file) throws IOException {
        Optional<InputStream> found = open(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(in.readNBytes(CheckpointParser.BYTES_MAX + 1));
        } catch (IOException e) {
            throw RegularFile.unreadable(file, e);
        }
    }

    /** What the bytes of a file mean; of one that is too long only its length is told. */
    static Saved parse(Path file, byte[] bytes) throws IOException {
        if (isTooLong(bytes)) {
            throw new CorruptCheckpointException(file + ": has " + Files.size(file)
                    + " bytes; a checkpoint has at most " + CheckpointParser.BYTES_MAX);
        }
        return CheckpointParser.parse(file.toString(), bytes);
    }

    /** Whether a file holds these bytes of a checkpoint; of what is too long for one that is not known. */
    static boolean holds(Path file, byte[] bytes) throws IOException {
        return !isTooLong(bytes) && Arrays.equals(read(file).orElse(new byte[0]), bytes);
    }

    /** Writes and forces another file and gives it this one's name; durable once the directory has been synced. Where it fails, nothing of the new bytes is left. */
    static void replace(Disk disk, Path temporary, Path file, byte[] bytes) throws IOException {
        write(disk, temporary, out -> out.write(bytes));
        rename(disk, temporary, file);
    }

    /** The same with what another file holds, to its last byte, of which {@code bytes} were read before. */
    static void copy(Disk disk, Path from, byte[] bytes, Path to) throws IOException {
        Path temporary = CommitRace.copyBeside(disk, to);
        if (!isTooLong(bytes)) {
            replace(disk, temporary, to, bytes);
            return;
        }
        try (InputStream in = open(from).orElseThrow(() -> new NoSuchFileException(from.toString()))) {
            write(disk, temporary, out -> {
                byte[] buffer = new byte[COPIED_AT_ONCE_BYTES];
                for (int step = in.read(buffer); step > 0; step = in.read(buffer)) {
                    out.write(buffer, 0, step);
                }
            });
        }
        rename(disk, temporary, to);
    }

    private interface Content {
        void writeTo(DurableOutput out) throws IOException;
    }

    private static void write(Disk disk, Path temporary, Content content) throws IOException {
        try (DurableOutput out = disk.create(temporary)) {
            content.writeTo(out);
            out.force();
        } catch (IOException e) {
            throw removed(disk, temporary, e);
        }
    }

    private static void rename(Disk disk, Path temporary, Path file) throws IOException {
        try {
            disk.rename(temporary, file);
        } catch (IOException e) {
            throw removed(disk, temporary, e);
        }
    }

    private static IOException removed(Disk disk, Path temporary, IOException failure) {
        try {
            disk.delete(temporary);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    private static boolean isTooLong(byte[] bytes) {
        return bytes.length > CheckpointParser.BYTES_MAX;
    }

    private static Optional<InputStream> open(Path file) throws IOException {
        try {
            return RegularFile.open(file);
        } catch (ObstructedFileException e) {
            throw new CorruptCheckpointException(e.getMessage(), e);
        }
    }
}
