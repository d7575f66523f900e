package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people do with checkpoint files beside runs: look at them, copy them and put them back. Every change is durable on return, and wants the
 * source {@linkplain FileCheckpointStore#acquire reserved}; looking does not.
 *
 * <p>Plain {@code cp}, {@code mv} and {@code rm} on the same names do the same, only less durably.
 */
public final class CheckpointFiles {
    private static final String STANDING = ".checkpoint.json";
    private static final String PREV = ".checkpoint.prev.json";
    private static final String BACKUP = ".checkpoint.backup.json";
    private static final String REPLACED = ".checkpoint.replaced.json";
    private static final String SWAP = ".checkpoint.swap.json";
    private static final String CORRUPT = ".checkpoint.corrupt-";

    private final Path staging;
    private final Disk disk;

    /** @param staging the directory above {@code source=<SOURCE>}; it need not exist */
    public CheckpointFiles(Path staging, Disk disk) {
        this.staging = staging;
        this.disk = disk;
    }

    /** The standing checkpoint, whether it is there or not. */
    public Path standing(SourceId source) {
        return directory(source).resolve(STANDING);
    }

    /** Where {@link #backUp} puts it. */
    public Path backup(SourceId source) {
        return directory(source).resolve(BACKUP);
    }

    /** Where {@link #keepReplaced} puts it. */
    public Path replaced(SourceId source) {
        return directory(source).resolve(REPLACED);
    }

    /** The bytes of the standing checkpoint, at most one more than a checkpoint may have. */
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return SmallFile.read(standing(source));
    }

    /** When the standing checkpoint was last written, as the file system has it. */
    public Optional<Instant> written(SourceId source) throws IOException {
        return written(standing(source));
    }

    /** Damaged checkpoints that were kept aside, written before a time. */
    public List<Path> keptAsideBefore(SourceId source, Instant before) throws IOException {
        try (Stream<Path> files = Files.list(directory(source))) {
            List<Path> aside = files.filter(
                            file -> file.getFileName().toString().startsWith(CORRUPT))
                    .sorted()
                    .toList();
            return aside.stream().filter(file -> isBefore(file, before)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Who holds the source now, as far as that is known; empty if no run does. */
    public Optional<String> holder(SourceId source) throws IOException {
        return SourceLock.holder(directory(source).resolve(".lock"), disk);
    }

    /**
     * Copies the standing checkpoint, usable or not, in the place of an earlier backup.
     *
     * @throws NoSuchFileException if there is none
     */
    public void backUp(SourceId source) throws IOException {
        byte[] bytes = require(standing(source));
        SmallFile.replace(disk, backup(source), bytes);
        disk.syncDirectory(directory(source));
    }

    /** Copies the standing checkpoint, if there is one, before it is replaced by hand; its segments stay as long as the copy does. */
    public void keepReplaced(SourceId source) throws IOException {
        Optional<byte[]> bytes = bytes(source);
        if (bytes.isPresent()) {
            SmallFile.replace(disk, replaced(source), bytes.get());
            disk.syncDirectory(directory(source));
        }
    }

    /**
     * Makes the backup the standing checkpoint, and removes it as a backup. What stood is kept as {@link #replaced}. A crash leaves either the one or
     * the other standing, and both somewhere.
     *
     * @throws NoSuchFileException if there is no backup
     * @throws dev.siiwad.checkpoint.CorruptCheckpointException if the backup is unusable; nothing was changed
     */
    public Saved restore(SourceId source) throws IOException {
        Path directory = directory(source);
        byte[] bytes = require(backup(source));
        Saved saved = CheckpointParser.parse(backup(source).toString(), bytes);
        Optional<byte[]> stood = bytes(source);
        if (stood.isPresent()) {
            SmallFile.replace(disk, directory.resolve(SWAP), stood.get());
        }
        disk.delete(directory.resolve(PREV));
        disk.syncDirectory(directory);
        SmallFile.replace(disk, standing(source), bytes);
        disk.syncDirectory(directory);
        disk.delete(backup(source));
        if (stood.isPresent()) {
            disk.rename(directory.resolve(SWAP), replaced(source));
        }
        disk.syncDirectory(directory);
        return saved;
    }

    /** Removes a damaged checkpoint that was kept aside. */
    public void removeKeptAside(Path file) throws IOException {
        if (!file.getFileName().toString().startsWith(CORRUPT)) {
            throw new IllegalArgumentException(file + " is not a checkpoint that was kept aside");
        }
        disk.delete(file);
        disk.syncDirectory(file.getParent());
    }

    private static byte[] require(Path file) throws IOException {
        return SmallFile.read(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    }

    private static boolean isBefore(Path file, Instant time) {
        try {
            return written(file).orElse(time).isBefore(time);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Optional<Instant> written(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path directory(SourceId source) {
        return staging.resolve("source=" + source);
    }
}
