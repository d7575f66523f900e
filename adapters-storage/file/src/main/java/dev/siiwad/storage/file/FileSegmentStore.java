package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.segment.StoredAt;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.json.SegmentFiles;
import dev.siiwad.storage.json.StoredPayload;
import dev.siiwad.storage.json.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments as files {@code <staging>/source=<SOURCE>/segments/<run_id>/00000042-1.jsonl.zst}: see {@link
 * StoredSegment}. Sealing forces the file and then its directory, in this order, before it returns.
 */
public final class FileSegmentStore implements SegmentStore {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    /** {@code <run_id>} and {@code segments}. */
    private static final int LEVELS = 2;

    private final Path segments;
    private final Disk disk;
    private final Set<RunId> made = new HashSet<>();

    /** @param staging the directory above {@code source=<SOURCE>} */
    public FileSegmentStore(Path staging, SourceId source, Disk disk) {
        this.segments = staging.resolve(Layout.segments(source));
        this.disk = disk;
    }

    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        Path file = file(run, start.name());
        makeDirectory(run);
        return new Writer(file, run, start);
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        Path file = file(run, name);
        InputStream in = open(file)
                .orElseThrow(() -> new DamagedSegmentException(file + ": is missing, but the checkpoint counts it"));
        return StoredSegment.read(file.toString(), run, name, in, entries);
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException {
        Optional<InputStream> in = open(file(run, name));
        return in.isEmpty() ? Optional.empty() : StoredSegment.startIn(run, name, in.get());
    }

    /** {@inheritDoc} Written, forced and closed under a name of its own, then renamed over the damaged file. What is not a file is not ours, and stays. */
    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) throws IOException {
        requireNoObstacle(file(run, start.name()));
        makeDirectory(run);
        Path file = file(run, start.name());
        Path temporary = freshTemporary(file);
        return SegmentRepair.of(
                new Writer(temporary, run, start),
                () -> {
                    disk.rename(temporary, file);
                    disk.syncDirectory(file.getParent());
                },
                () -> disk.delete(temporary));
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) throws IOException {
        Path file = file(run, name);
        Optional<Long> length = requireNoObstacle(file);
        return length.isPresent() && isSealed(file, length.get()) ? length : Optional.empty();
    }

    @Override
    public String where(RunId run, SegmentName name) {
        return file(run, name).toString();
    }

    @Override
    public String where(RunId run, String snapshotId) {
        return payloadFile(run, snapshotId).toString();
    }

    @Override
    public Set<SegmentName> present(RunId run) throws IOException {
        return SegmentFiles.segmentsAmong(
                list(segments.resolve(run.value())).stream().map(OwnFiles::name));
    }

    @Override
    public List<StoredAt> history(RunId run) throws IOException {
        List<StoredAt> stored = new ArrayList<>();
        for (Path file : list(segments.resolve(run.value()))) {
            try {
                BasicFileAttributes of =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                SegmentFiles.storedAt(
                                OwnFiles.name(file),
                                of.size(),
                                of.lastModifiedTime().toInstant())
                        .ifPresent(stored::add);
            } catch (NoSuchFileException gone) {
                LOG.debug("{}: is gone since it was listed", file, gone);
            }
        }
        return stored;
    }

    @Override
    public int highestAttempt(RunId run) throws IOException {
        int highest = 0;
        for (Path file : list(segments.resolve(run.value()))) {
            highest = Math.max(
                    highest,
                    SegmentFiles.attemptIn(file.getFileName().toString()).orElse(0));
        }
        return highest;
    }

    /** An empty file {@code attempt-3}, which one process alone can create. */
    @Override
    public boolean recordAttempt(RunId run, int attempt) throws IOException {
        makeDirectory(run);
        Path file = segments.resolve(run.value()).resolve(SegmentFiles.attempt(attempt));
        try {
            disk.create(file).close();
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
        disk.syncDirectory(file.getParent());
        return true;
    }

    @Override
    public void storePayload(RunId run, String snapshotId, String payload) throws IOException {
        Path file = payloadFile(run, snapshotId);
        byte[] bytes = StoredPayload.write(file.toString(), snapshotId, payload);
        makeDirectory(run);
        Optional<InputStream> found = open(file);
        if (found.isPresent() && !isGarbage(file, snapshotId, bytes, found.get())) {
            disk.syncDirectory(file.getParent());
            return;
        }
        Path temporary = freshTemporary(file);
        try {
            AtomicFile.replace(disk, temporary, file, bytes);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            LostRaceException lost =
                    new LostRaceException(file + ": is stored by someone else at the same time: " + e.getMessage());
            lost.addSuppressed(e);
            throw lost;
        }
        disk.syncDirectory(file.getParent());
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) throws IOException {
        Path file = payloadFile(run, snapshotId);
        Optional<InputStream> found = open(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoredPayload.read(file.toString(), snapshotId, found.get()));
        } catch (DamagedSegmentException e) {
            throw e;
        } catch (IOException e) {
            throw RegularFile.unreadable(file, e);
        }
    }

    /** Whether something else than these bytes is there that nobody can use. */
    private static boolean isGarbage(Path file, String snapshotId, byte[] bytes, InputStream found) throws IOException {
        byte[] there;
        try (found) {
            there = found.readNBytes(StoredPayload.STORED_BYTES_MAX);
        } catch (IOException e) {
            throw RegularFile.unreadable(file, e);
        }
        if (Arrays.equals(there, bytes)) {
            return false;
        }
        if (StoredPayload.isWhole(snapshotId, there)) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "holds another list for snapshot " + snapshotId + " than upstream gives now");
        }
        return true;
    }

    private static boolean isSealed(Path file, long length) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(StoredSegment.TRAILER_BYTES);
        if (length < end.capacity()) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(length - end.capacity());
            while (end.hasRemaining() && channel.read(end) >= 0) {}
        } catch (IOException e) {
            throw RegularFile.unreadable(file, e);
        }
        return StoredSegment.endsSealed(end.array());
    }

    /** Its length, if it is there. */
    private static Optional<Long> requireNoObstacle(Path file) throws IOException {
        try {
            return RegularFile.length(file);
        } catch (ObstructedFileException e) {
            throw new DamagedSegmentException(e.getMessage(), e);
        }
    }

    /** Something else in the place of what was sealed is damage; what may not be read is not. */
    private static Optional<InputStream> open(Path file) throws IOException {
        try {
            return RegularFile.open(file);
        } catch (ObstructedFileException e) {
            throw new DamagedSegmentException(e.getMessage(), e);
        }
    }

    /** {@inheritDoc} Takes only what this store makes, nothing through a link; what else is left in the directory of a run stays, and is named in the log. */
    @Override
    public SortedSet<RunId> runs() throws IOException {
        return new SegmentRemoval(segments, disk).runs();
    }

    @Override
    public void retainOnly(Needed needed) throws IOException {
        SegmentRemoval removal = new SegmentRemoval(segments, disk);
        List<Path> left = removal.retainOnly(there -> {
            Set<RunId> runs = needed.of(there);
            made.retainAll(runs);
            return runs;
        });
        SegmentFiles.leftAlone(left).forEach(line -> LOG.info("{}", line));
    }

    /** Once for each run; durable on return, whoever has made it. */
    private void makeDirectory(RunId run) throws IOException {
        if (!made.contains(run)) {
            Path directory = segments.resolve(run.value());
            disk.createDirectories(directory);
            disk.syncNames(directory, LEVELS);
            made.add(run);
        }
    }

    /** A name to write a file under that no other process has. What was killed before it had renamed its own has left garbage. */
    private Path freshTemporary(Path file) throws IOException {
        for (Path left :
                OwnFiles.files(file.getParent(), name -> SegmentFiles.isTemporary(OwnFiles.name(file), name))) {
            disk.delete(left);
        }
        return file.resolveSibling(SegmentFiles.temporary(OwnFiles.name(file), CommitRace.unique()));
    }

    private Path file(RunId run, SegmentName name) {
        return segments.resolve(run.value()).resolve(SegmentFiles.segment(name));
    }

    private Path payloadFile(RunId run, String snapshotId) {
        return segments.resolve(run.value()).resolve(SegmentFiles.payload(snapshotId));
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private final class Writer implements SegmentWriter {
        private final Path file;
        private final DurableOutput out;
        private final StoredSegment.Writer segment;
        private boolean sealed;
        private boolean closed;

        Writer(Path file, RunId run, SegmentStart start) throws IOException {
            this.file = file;
            this.out = disk.create(file);
            this.segment = new StoredSegment.Writer(out, run, start);
        }

        @Override
        public void add(Entry entry) throws IOException {
            segment.add(entry);
        }

        @Override
        public void drop(String reason) {
            segment.drop(reason);
        }

        @Override
        public Segment seal() throws IOException {
            Segment written = segment.end();
            out.force();
            out.close();
            disk.syncDirectory(file.getParent());
            sealed = true;
            return written;
        }

        @Override
        public void close() throws IOException {
            if (closed || sealed) {
                return;
            }
            closed = true;
            try (out) {
                segment.close();
            } finally {
                disk.delete(file);
            }
        }
    }
}
