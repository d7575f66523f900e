package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    private static final String REPLACED = ".checkpoint.replaced";
    private static final int REPLACED_MAX = 100;
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

    /** What {@link #restore} has done: what stands now, and where what stood before was kept, if anything did. */
    public record Restored(Saved saved, Optional<Path> replaced) {}

    /** The bytes of the standing checkpoint, at most one more than a checkpoint may have. */
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return SmallFile.read(standing(source));
    }

    /** When the standing checkpoint was last written, as the file system has it. */
    public Optional<Instant> written(SourceId source) throws IOException {
        return written(standing(source));
    }

    /** Checkpoints that were kept aside, damaged or replaced by hand, written before a time. */
    public List<Path> keptAsideBefore(SourceId source, Instant before) throws IOException {
        try (Stream<Path> files = Files.list(directory(source))) {
            List<Path> aside =
                    files.filter(CheckpointFiles::isKeptAside).sorted().toList();
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
        SmallFile.copy(disk, standing(source), bytes, backup(source));
        disk.syncDirectory(directory(source));
    }

    /**
     * Copies the standing checkpoint, usable or not, before it is replaced by hand, to a name that no other has; its segments stay as long as the copy
     * does. Tells the name; empty if nothing stands.
     */
    public Optional<Path> keepReplaced(SourceId source) throws IOException {
        Optional<byte[]> bytes = bytes(source);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Path replaced = free(source, bytes.get());
        SmallFile.copy(disk, standing(source), bytes.get(), replaced);
        disk.syncDirectory(directory(source));
        return Optional.of(replaced);
    }

    /**
     * Makes the backup the standing checkpoint, and removes it as a backup. What stood is {@linkplain #keepReplaced kept}. A crash leaves either the
     * one or the other standing, and both somewhere; so does the same command behind it.
     *
     * @throws NoSuchFileException if there is no backup
     * @throws CorruptCheckpointException if the backup is unusable; nothing was changed
     */
    public Restored restore(SourceId source) throws IOException {
        Path directory = directory(source);
        byte[] bytes = require(backup(source));
        Saved saved = usable(source, bytes);
        Optional<Path> replaced = Optional.empty();
        if (!SmallFile.holds(standing(source), bytes)) {
            replaced = keepReplaced(source);
            disk.delete(directory.resolve(PREV));
            disk.syncDirectory(directory);
            SmallFile.replace(disk, standing(source), bytes);
        }
        disk.syncDirectory(directory);
        disk.delete(backup(source));
        disk.syncDirectory(directory);
        return new Restored(saved, replaced);
    }

    /** Removes a checkpoint that was kept aside. */
    public void removeKeptAside(Path file) throws IOException {
        if (!isKeptAside(file)) {
            throw new IllegalArgumentException(file + " is not a checkpoint that was kept aside");
        }
        disk.delete(file);
        disk.syncDirectory(file.getParent());
    }

    private Saved usable(SourceId source, byte[] bytes) throws IOException {
        Path backup = backup(source);
        try {
            Saved saved = SmallFile.parse(backup, bytes);
            CheckpointParser.requireSource(backup.toString(), saved, source);
            return saved;
        } catch (CorruptCheckpointException e) {
            throw new CorruptCheckpointException(
                    e.getMessage() + ". Nothing was changed. A backup of no use is removed with: rm "
                            + RegularFile.quoted(backup),
                    e);
        }
    }

    /** {@code .checkpoint.replaced.json}, {@code .checkpoint.replaced-2.json} and so on: the first that is free, or has these bytes already. */
    private Path free(SourceId source, byte[] bytes) throws IOException {
        for (int n = 1; n <= REPLACED_MAX; n++) {
            Path candidate = directory(source).resolve(REPLACED + (n == 1 ? "" : "-" + n) + ".json");
            boolean taken = Files.exists(candidate, LinkOption.NOFOLLOW_LINKS);
            if (!taken || SmallFile.holds(candidate, bytes)) {
                return candidate;
            }
        }
        throw new IOException(
                directory(source) + ": has " + REPLACED_MAX + " checkpoints that were replaced by hand (at most "
                        + REPLACED_MAX + "). Remove the old ones with: siiwad checkpoint clean --older-than 7d");
    }

    private static boolean isKeptAside(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(CORRUPT) || name.startsWith(REPLACED);
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
            return Optional.of(
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path directory(SourceId source) {
        return staging.resolve("source=" + source);
    }
}
