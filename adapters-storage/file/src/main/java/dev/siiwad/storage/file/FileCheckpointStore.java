package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checkpoints as files {@code <staging>/source=<SOURCE>/.checkpoint.json}.
 *
 * <p>A commit writes and forces the current file and the next one under temporary names, renames them to {@code .checkpoint.prev.json} and {@code
 * .checkpoint.json}, in this order, and syncs the directory: at no instant, and after no power cut, is there no whole {@code .checkpoint.json}. The generation before is always one
 * of the same run. One run at a time holds a source by an OS lock on {@code .lock}, which the kernel frees when the process ends in any way; where locks
 * keep nobody out, a {@link CommitRace} sees to it that a commit replaces what it has read.
 */
public final class FileCheckpointStore implements CheckpointStore {
    private static final DateTimeFormatter CORRUPT_STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private static final String LOCK = ".lock";
    private static final String SEGMENTS = "segments";

    /** How often a directory may be removed by others between being made and being used. */
    private static final int FORGOTTEN_MAX = 10;

    private static final String KEPT_ASIDE = ".checkpoint.corrupt-";

    /** {@code source=<SOURCE>}, {@code staging} and {@code data}. */
    private static final int LEVELS = 3;

    private final Path staging;
    private final Disk disk;
    private final Supplier<Instant> clock;
    private final Map<SourceId, Seen> seen = new HashMap<>();
    private final Map<SourceId, SourceLock> held = new HashMap<>();

    /** The bytes of the current file when this object last looked or wrote, and what they meant. */
    private record Seen(Optional<byte[]> bytes, Optional<RunId> run, boolean usable) {
        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty(), true);

        boolean stillIn(Optional<byte[]> current) {
            return bytes.isPresent() == current.isPresent()
                    && (bytes.isEmpty() || Arrays.equals(bytes.get(), current.get()));
        }
    }

    /**
     * @param staging the directory above {@code source=<SOURCE>}; it need not exist
     * @param clock for the name of a corrupt file that is kept aside
     */
    public FileCheckpointStore(Path staging, Disk disk, Supplier<Instant> clock) {
        this.staging = staging;
        this.disk = disk;
        this.clock = clock;
    }

    @Override
    public Closeable acquire(SourceId source) throws IOException {
        Path directory = directory(source);
        for (int tried = 1; ; tried++) {
            disk.createDirectories(directory);
            disk.syncNames(directory, LEVELS);
            try {
                SourceLock lock = SourceLock.acquire(directory.resolve(LOCK), source, disk);
                held.put(source, lock);
                return lock;
            } catch (IOException e) {
                if (Files.isDirectory(directory) || tried == FORGOTTEN_MAX) {
                    throw e;
                }
            }
        }
    }

    /** The directory with the lock in it and that of the segments, if both are empty. Whoever waits for the lock finds that it has lost its name, and makes a new one. */
    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public void forget(SourceId source) throws IOException {
        Path directory = directory(source);
        Path lock = directory.resolve(LOCK);
        if (!isLeftOver(directory) || SourceLock.holder(lock, disk).isPresent()) {
            return;
        }
        try (Closeable reserved = SourceLock.acquire(lock, source, disk)) {
            if (isLeftOver(directory)) {
                disk.delete(directory.resolve(SEGMENTS));
                disk.delete(lock);
                disk.delete(directory);
                disk.syncDirectory(staging);
            }
        } catch (SourceBusyException | NoSuchFileException | DirectoryNotEmptyException another) {
            // It is another's now.
        }
    }

    private static boolean isLeftOver(Path directory) throws IOException {
        if (!OwnFiles.isDirectory(directory)) {
            return false;
        }
        List<Path> left = new ArrayList<>(sorted(directory));
        Path segments = directory.resolve(SEGMENTS);
        if (OwnFiles.isDirectory(segments) && sorted(segments).isEmpty()) {
            left.remove(segments);
        }
        return left.equals(List.of(directory.resolve(LOCK)));
    }

    /** Whoever acquires the source at this very moment tries again. */
    @Override
    public Glance glance(SourceId source, RunId run) throws IOException {
        if (isEnd(source, run)) {
            return Glance.EXHAUSTED;
        }
        return SourceLock.holder(directory(source).resolve(LOCK), disk).isPresent() ? Glance.HELD : Glance.FREE;
    }

    private boolean isEnd(SourceId source, RunId run) throws IOException {
        Optional<byte[]> bytes = AtomicFile.read(file(source));
        try {
            return bytes.isPresent()
                    && AtomicFile.parse(file(source), bytes.get()).isEndOf(run);
        } catch (CorruptCheckpointException toldToWhoeverLoadsIt) {
            return false;
        }
    }

    @Override
    public String where(SourceId source) {
        return file(source).toString();
    }

    @Override
    public Saved load(SourceId source) throws IOException {
        Path file = file(source);
        Optional<byte[]> bytes = AtomicFile.read(file);
        if (bytes.isEmpty()) {
            seen.put(source, Seen.NOTHING);
            return new Saved.None();
        }
        try {
            Saved saved = AtomicFile.parse(file, bytes.get());
            seen.put(source, new Seen(bytes, runOf(saved), true));
            return saved;
        } catch (NewerCheckpointException e) {
            seen.put(source, new Seen(bytes, Optional.empty(), false));
            throw e;
        } catch (CorruptCheckpointException e) {
            seen.put(source, new Seen(bytes, Optional.empty(), false));
            Checkpoint before = new PreviousGeneration(file, prev(source)).insteadOf(bytes.get(), e);
            seen.put(source, new Seen(bytes, Optional.of(before.runId()), false));
            return new Saved.Committed(
                    before, Optional.of(new Saved.Fallback(e, prev(source).toString())));
        }
    }

    @Override
    public void commit(Checkpoint checkpoint) throws IOException {
        SourceId source = checkpoint.source();
        Seen last = requireSeen(source);
        try {
            commit(source, last, checkpoint);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            LostRaceException lost = new LostRaceException(
                    directory(source) + ": someone else commits at the same time: " + e.getMessage());
            lost.addSuppressed(e);
            throw lost;
        }
    }

    private void commit(SourceId source, Seen last, Checkpoint checkpoint) throws IOException {
        disk.createDirectories(directory(source));
        if (!last.usable()) {
            keepAside(source, last.bytes().get());
        }
        byte[] bytes = CheckpointJson.write(checkpoint);
        boolean sameRun = last.run().equals(Optional.of(checkpoint.runId()));
        CommitRace race = new CommitRace(directory(source), disk);
        race.removeOthers(() -> requireUnchanged(source));
        try {
            Path next = race.write(bytes);
            Optional<Path> before = sameRun && last.usable()
                    ? Optional.of(race.writePrevious(last.bytes().get()))
                    : Optional.empty();
            race.requireFirst(() -> requireUnchanged(source));
            requireUnchanged(source);
            if (before.isPresent()) {
                disk.rename(before.get(), prev(source));
            } else if (!sameRun) {
                forgetPrevious(source);
            }
            race.rename(next, file(source), bytes);
        } catch (IOException e) {
            race.giveUp(e);
            throw e;
        }
        seen.put(source, new Seen(Optional.of(bytes), Optional.of(checkpoint.runId()), true));
        disk.syncDirectory(directory(source));
    }

    /** Puts an offset there as a user would by hand, in the place of whatever is there. */
    void set(Saved.OffsetOnly offset) throws IOException {
        SourceId source = offset.source();
        disk.createDirectories(directory(source));
        forgetPrevious(source);
        byte[] bytes = CheckpointJson.write(offset);
        new CommitRace(directory(source), disk).replace(file(source), bytes);
        disk.syncDirectory(directory(source));
        seen.put(source, new Seen(Optional.of(bytes), Optional.empty(), true));
    }

    /** Whoever commits at the same time expects what is deleted: it has renamed before this returns, and then this has lost, or it never does. */
    @Override
    public void delete(SourceId source) throws IOException {
        requireSeen(source);
        Path directory = directory(source);
        if (!Files.isDirectory(directory)) {
            return;
        }
        disk.delete(prev(source));
        disk.delete(file(source));
        seen.put(source, Seen.NOTHING);
        new CommitRace(directory, disk).removeOthers();
        CommitRace.removeCopies(disk, directory);
        disk.syncDirectory(directory);
        requireSeen(source);
    }

    @Override
    public List<SourceId> list() throws IOException {
        return known().stream()
                .filter(source -> RegularFile.mayExist(file(source)))
                .toList();
    }

    /** The sources that have a directory, in the order of their ids: files may be kept aside where there is no checkpoint. */
    List<SourceId> known() throws IOException {
        return sorted(staging).stream()
                .filter(Files::isDirectory)
                .flatMap(directory -> Layout.sourceNamed(directory.getFileName().toString()).stream())
                .sorted()
                .toList();
    }

    /** By the names of directories alone. */
    @Override
    public List<SourceId> slices(SourceId whole) throws IOException {
        return known().stream()
                .filter(id -> Slice.wholeOf(id).equals(Optional.of(whole)))
                .toList();
    }

    @Override
    public Set<RunId> referencedRuns(SourceId source) throws IOException {
        Set<RunId> named = new TreeSet<>();
        for (Path file : sorted(directory(source))) {
            String name = file.getFileName().toString();
            if (name.startsWith(".checkpoint") && name.endsWith(".json")) {
                runNamedBy(file).ifPresent(named::add);
            }
        }
        return named;
    }

    /** Of what is damaged nothing is believed, not even its run; but when it was kept aside, that had been compared. */
    private Optional<RunId> runNamedBy(Path file) throws IOException {
        byte[] bytes = bytesOfCopy(file);
        try {
            return runOf(AtomicFile.parse(file, bytes));
        } catch (CorruptCheckpointException e) {
            if (!file.getFileName().toString().startsWith(KEPT_ASIDE)) {
                throw e;
            }
            return Optional.of(new RunId(CheckpointParser.runIdIn(bytes).orElseThrow(() -> e)));
        }
    }

    /** What may not be read names a run that is not known. */
    private static byte[] bytesOfCopy(Path file) throws CorruptCheckpointException {
        try {
            return AtomicFile.read(file).orElse(new byte[0]);
        } catch (IOException e) {
            throw new CorruptCheckpointException(e.getMessage(), e);
        }
    }

    private Seen requireSeen(SourceId source) throws IOException {
        if (held.containsKey(source)) {
            held.get(source).keep();
        }
        return requireUnchanged(source);
    }

    private Seen requireUnchanged(SourceId source) throws IOException {
        Seen last = seen.getOrDefault(source, Seen.NOTHING);
        if (!last.stillIn(AtomicFile.read(file(source)))) {
            throw new LostRaceException(file(source)
                    + ": was changed by someone else since this run last saw it; nothing was written over it");
        }
        return last;
    }

    /** Durable before the checkpoint of another run may stand, so that it can never be taken for that run's. */
    private void forgetPrevious(SourceId source) throws IOException {
        disk.delete(prev(source));
        disk.syncDirectory(directory(source));
    }

    /** Once, however often the commit after it fails. */
    private void keepAside(SourceId source, byte[] damaged) throws IOException {
        if (!isKeptAside(source, damaged)) {
            Path aside = directory(source).resolve(KEPT_ASIDE + CORRUPT_STAMP.format(clock.get()) + ".json");
            AtomicFile.copy(disk, file(source), damaged, aside);
        }
        disk.syncDirectory(directory(source));
    }

    private boolean isKeptAside(SourceId source, byte[] damaged) throws IOException {
        for (Path file : sorted(directory(source))) {
            boolean aside = file.getFileName().toString().startsWith(KEPT_ASIDE);
            if (aside && Files.isRegularFile(file) && Files.isReadable(file) && AtomicFile.holds(file, damaged)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<RunId> runOf(Saved saved) {
        return saved instanceof Saved.Committed committed
                ? Optional.of(committed.checkpoint().runId())
                : Optional.empty();
    }

    /** Of a directory that is not there, nothing; one that cannot be looked into is not taken for it. */
    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path directory(SourceId source) {
        return staging.resolve(Layout.source(source));
    }

    private Path file(SourceId source) {
        return directory(source).resolve(".checkpoint.json");
    }

    private Path prev(SourceId source) {
        return directory(source).resolve(".checkpoint.prev.json");
    }
}
