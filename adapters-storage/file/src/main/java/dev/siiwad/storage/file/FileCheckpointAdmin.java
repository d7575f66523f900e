package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people do with checkpoint files between runs: look at them, copy them and put them back.
 *
 * <p>Plain {@code cp}, {@code mv} and {@code rm} on the same names do the same, only less durably.
 */
public final class FileCheckpointAdmin implements CheckpointAdmin {
    private static final String CURRENT = ".checkpoint.json";
    private static final String PREV = ".checkpoint.prev.json";
    private static final String BACKUP = ".checkpoint.backup.json";
    private static final String REPLACED = ".checkpoint.replaced";
    private static final int REPLACED_MAX = 100;
    private static final Pattern KEPT_ASIDE =
            Pattern.compile("\\.checkpoint\\.(?:corrupt-\\d{8}T\\d{9}Z|replaced(?:-\\d{1,3})?)\\.json");

    private final Path staging;
    private final Disk disk;
    private final FileCheckpointStore store;

    /** @param staging the directory above {@code source=<SOURCE>}; it need not exist */
    FileCheckpointAdmin(Path staging, Disk disk) {
        this.staging = staging;
        this.disk = disk;
        this.store = new FileCheckpointStore(staging, disk, Instant::now);
    }

    @Override
    public String where() {
        return staging.toString();
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return store.known();
    }

    @Override
    public boolean exists(SourceId source) {
        return Files.exists(file(source), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean hasBackup(SourceId source) {
        return Files.exists(backupFile(source), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void set(Saved.OffsetOnly offset) throws IOException {
        store.set(offset);
    }

    @Override
    public String backup(SourceId source) {
        return backupFile(source).toString();
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return AtomicFile.read(file(source));
    }

    @Override
    public Optional<Instant> written(SourceId source) throws IOException {
        return written(file(source));
    }

    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) throws IOException {
        try (Stream<Path> files = Files.list(directory(source))) {
            List<Path> aside =
                    files.filter(FileCheckpointAdmin::isKeptAside).sorted().toList();
            return aside.stream()
                    .filter(file -> isBefore(file, before))
                    .map(Path::toString)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public Optional<String> holder(SourceId source) throws IOException {
        return SourceLock.holder(directory(source).resolve(".lock"), disk);
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        byte[] bytes = require(file(source));
        AtomicFile.copy(disk, file(source), bytes, backupFile(source));
        disk.syncDirectory(directory(source));
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) throws IOException {
        Optional<byte[]> bytes = bytes(source);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Path replaced = free(source, bytes.get());
        AtomicFile.copy(disk, file(source), bytes.get(), replaced);
        disk.syncDirectory(directory(source));
        return Optional.of(replaced.toString());
    }

    /** A crash leaves either the one or the other in place, and both somewhere; so does the same call after it. */
    @Override
    public Restored restore(SourceId source) throws IOException {
        Path directory = directory(source);
        byte[] bytes = require(backupFile(source));
        Saved saved = usable(source, bytes);
        Optional<String> replaced = Optional.empty();
        if (!AtomicFile.holds(file(source), bytes)) {
            replaced = keepReplaced(source);
            disk.delete(directory.resolve(PREV));
            disk.syncDirectory(directory);
            new CommitRace(directory, disk).replace(file(source), bytes);
        }
        disk.syncDirectory(directory);
        disk.delete(backupFile(source));
        disk.syncDirectory(directory);
        return new Restored(saved, replaced);
    }

    @Override
    public void removeKeptAside(String name) throws IOException {
        Path file = Path.of(name);
        if (!KEPT_ASIDE.matcher(OwnFiles.name(file)).matches()) {
            throw new IllegalArgumentException(file + " is not a checkpoint that was kept aside");
        }
        if (isKeptAside(file)) {
            disk.delete(file);
        }
        disk.syncDirectory(file.getParent());
    }

    private Saved usable(SourceId source, byte[] bytes) throws IOException {
        Path backup = backupFile(source);
        try {
            Saved saved = AtomicFile.parse(backup, bytes);
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
            if (!taken || AtomicFile.holds(candidate, bytes)) {
                return candidate;
            }
        }
        throw new IOException(directory(source) + ": has " + REPLACED_MAX
                + " checkpoints that were replaced by hand (at most " + REPLACED_MAX + "). Remove the old ones");
    }

    private static boolean isKeptAside(Path file) {
        return KEPT_ASIDE.matcher(OwnFiles.name(file)).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] require(Path file) throws IOException {
        return AtomicFile.read(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
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

    Path file(SourceId source) {
        return directory(source).resolve(CURRENT);
    }

    Path backupFile(SourceId source) {
        return directory(source).resolve(BACKUP);
    }

    private Path directory(SourceId source) {
        return staging.resolve(Layout.source(source));
    }
}
