package dev.siiwad.storage.s3;

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
import dev.siiwad.storage.json.SegmentFiles;
import dev.siiwad.storage.json.StoredPayload;
import dev.siiwad.storage.json.StoredSegment;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments as objects {@code <prefix>/staging/source=<SOURCE>/segments/<run_id>/00000042-1.jsonl.zst}, named and written as on files.
 *
 * <p>A segment being written is a temporary file; sealing it is one PUT that creates the object. A name that another process has open does not show
 * before it is sealed; claims see to it that no two processes ever write the same names, and sealing finds out if they did.
 */
public final class S3SegmentStore implements SegmentStore {
    /** Enough for what is packed first, where the run is named. */
    private static final int HEAD_BYTES = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final Set<String> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Bucket bucket;
    private final String directory;
    private final Fence fence;
    private final Set<String> taken = new HashSet<>();
    private final Set<RunId> known = new HashSet<>();

    /** @param fence asked before anything is removed, and where a segment is missing: a run that has finished meanwhile has removed it */
    public S3SegmentStore(Bucket bucket, SourceId source, Fence fence) {
        this.bucket = bucket;
        this.directory = Layout.STAGING + "/" + Layout.segments(source) + "/";
        this.fence = fence;
    }

    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        if (known.add(run)) {
            bucket.listAll(directory + run + "/").forEach(object -> taken.add(object.path()));
        }
        String path = path(run, start.name());
        if (taken.contains(path) || !OPEN_HERE.add(bucket.identity() + path)) {
            throw new FileAlreadyExistsException(bucket.url(path));
        }
        try {
            return new Writer(new Written(path, run, start));
        } catch (IOException e) {
            OPEN_HERE.remove(bucket.identity() + path);
            throw e;
        }
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        String path = path(run, name);
        try (Spool spool = Spool.nameless()) {
            if (!bucket.fetch(path, spool)) {
                fence.requireHeld();
                throw new DamagedSegmentException(bucket.url(path) + ": is missing, but the checkpoint counts it");
            }
            return StoredSegment.read(bucket.url(path), run, name, spool.content(), entries);
        }
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException {
        Optional<byte[]> head = bucket.read(path(run, name), HEAD_BYTES);
        Optional<SegmentStart> start =
                head.flatMap(bytes -> StoredSegment.startIn(run, name, new ByteArrayInputStream(bytes)));
        if (start.isPresent() || head.isEmpty()) {
            return start;
        }
        try (Spool spool = Spool.nameless()) {
            return bucket.fetch(path(run, name), spool)
                    ? StoredSegment.startIn(run, name, spool.content())
                    : Optional.empty();
        }
    }

    /** A temporary file until it is put in its place, which is one PUT of the very bytes that the object had. */
    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) throws IOException {
        Written written = new Written(path(run, start.name()), run, start);
        return SegmentRepair.of(
                written,
                () -> {
                    fence.requireHeld();
                    bucket.put(written.path, new Body.OfSpool(written.spool));
                },
                () -> {});
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) throws IOException {
        return bucket.length(path(run, name));
    }

    @Override
    public String where(RunId run, SegmentName name) {
        return bucket.url(path(run, name));
    }

    @Override
    public String where(RunId run, String snapshotId) {
        return bucket.url(payloadPath(run, snapshotId));
    }

    /** One request for 1,000 of them. */
    @Override
    public Set<SegmentName> present(RunId run) throws IOException {
        return SegmentFiles.segmentsAmong(
                bucket.listAll(directory + run + "/").stream().map(Bucket.Listed::name));
    }

    /** One request for 1,000 of them. */
    @Override
    public List<StoredAt> history(RunId run) throws IOException {
        return bucket.listAll(directory + run + "/").stream()
                .flatMap(object -> SegmentFiles.storedAt(object.name(), object.bytes(), object.modified()).stream())
                .toList();
    }

    @Override
    public int highestAttempt(RunId run) throws IOException {
        int highest = 0;
        for (Bucket.Listed object : bucket.listAll(directory + run + "/")) {
            highest = Math.max(highest, SegmentFiles.attemptIn(object.name()).orElse(0));
        }
        return highest;
    }

    /** An object {@code attempt-3}; what it holds tells whoever has created it from whoever finds it, even where the answer was lost. */
    @Override
    public boolean recordAttempt(RunId run, int attempt) throws IOException {
        byte[] ours = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        return bucket.create(directory + run + "/" + SegmentFiles.attempt(attempt), Body.of(ours));
    }

    /** One request tells of 500 slices what would take one or more for each of them. */
    @Override
    public boolean keepsMarks() {
        return true;
    }

    @Override
    public void mark(RunId run, String mark) throws IOException {
        bucket.put(directory + run + "/" + mark, Body.of(new byte[0]));
    }

    @Override
    public void unmark(RunId run, String mark) throws IOException {
        bucket.delete(List.of(directory + run + "/" + mark));
    }

    @Override
    public List<String> marks(RunId run, String after) throws IOException {
        String ofRun = directory + run + "/";
        return bucket.list(ofRun + SegmentFiles.marks(), ofRun + after, MARKS_MAX).stream()
                .map(Bucket.Listed::name)
                .toList();
    }

    @Override
    public void storePayload(RunId run, String snapshotId, String payload) throws IOException {
        String path = payloadPath(run, snapshotId);
        Body body = Body.of(StoredPayload.write(bucket.url(path), snapshotId, payload));
        if (bucket.create(path, body)) {
            return;
        }
        byte[] there = bucket.read(path, StoredPayload.STORED_BYTES_MAX).orElse(new byte[0]);
        if (StoredPayload.isWhole(snapshotId, there)) {
            throw new FileAlreadyExistsException(
                    bucket.url(path),
                    null,
                    "holds another list for snapshot " + snapshotId + " than upstream gives now");
        }
        bucket.put(path, body);
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) throws IOException {
        String path = payloadPath(run, snapshotId);
        Optional<byte[]> found = bucket.read(path, StoredPayload.STORED_BYTES_MAX);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(StoredPayload.read(bucket.url(path), snapshotId, new ByteArrayInputStream(found.get())));
    }

    @Override
    public SortedSet<RunId> runs() throws IOException {
        SortedSet<RunId> runs = new TreeSet<>();
        for (String name : bucket.directories(directory)) {
            List<Bucket.Listed> there = bucket.listAll(directory + name + "/");
            if (areOurs(there, name) && there.stream().anyMatch(object -> isOurs(object, name))) {
                runs.add(new RunId(name));
            }
        }
        return runs;
    }

    /** Removes only what was there while the source was still held: what a later run has written is never in the list. */
    @Override
    public void retainOnly(Needed needed) throws IOException {
        Set<String> unneeded = new TreeSet<>(bucket.directories(directory));
        Set<RunId> there =
                unneeded.stream().filter(RunId::isSafe).map(RunId::new).collect(Collectors.toSet());
        needed.of(there).forEach(run -> unneeded.remove(run.value()));
        List<String> garbage = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        for (String name : unneeded) {
            List<Bucket.Listed> objects = bucket.listAll(directory + name + "/");
            boolean ours = areOurs(objects, name);
            for (Bucket.Listed object : objects) {
                if (ours && isOurs(object, name)) {
                    garbage.add(object.path());
                } else {
                    strangers.add(bucket.url(object.path()));
                }
            }
        }
        SegmentFiles.leftAlone(strangers).forEach(line -> LOG.info("{}", line));
        if (!garbage.isEmpty()) {
            fence.requireHeld();
            bucket.delete(garbage);
            taken.clear();
            known.clear();
        }
    }

    /** Whether a name has the exact form of those that this program gives. */
    private boolean isOurs(Bucket.Listed object, String run) {
        return SegmentFiles.isOurs(object.path().substring((directory + run + "/").length()));
    }

    /** Whether they are of a run, and not a copy that somebody has made of one. */
    private boolean areOurs(List<Bucket.Listed> there, String run) throws IOException {
        Optional<String> named = Optional.empty();
        for (Bucket.Listed object : there) {
            if (named.isEmpty() && isOurs(object, run) && SegmentFiles.isSegment(object.name())) {
                named = runNamedIn(object.path());
            }
        }
        return RunId.isSafe(run) && SegmentFiles.areOf(run, named);
    }

    private Optional<String> runNamedIn(String segment) throws IOException {
        byte[] beginning = bucket.read(segment, HEAD_BYTES).orElse(new byte[0]);
        try {
            return StoredSegment.runNamedIn(new ByteArrayInputStream(beginning));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    private String path(RunId run, SegmentName name) {
        return directory + run + "/" + SegmentFiles.segment(name);
    }

    private String payloadPath(RunId run, String snapshotId) {
        return directory + run + "/" + SegmentFiles.payload(snapshotId);
    }

    private final class Writer implements SegmentWriter {
        private final Written written;
        private boolean closed;

        Writer(Written written) {
            this.written = written;
        }

        @Override
        public void add(Entry entry) throws IOException {
            written.add(entry);
        }

        @Override
        public void drop(String reason) {
            written.drop(reason);
        }

        @Override
        public Segment seal() throws IOException {
            Segment sealed = written.seal();
            if (!bucket.create(written.path, new Body.OfSpool(written.spool))) {
                throw new FileAlreadyExistsException(bucket.url(written.path), null, "another process has written it");
            }
            taken.add(written.path);
            close();
            return sealed;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                OPEN_HERE.remove(bucket.identity() + written.path);
                written.close();
            }
        }
    }

    /** A segment in a temporary file, on its way to an object. */
    private static final class Written implements SegmentWriter {
        private final String path;
        private final Spool spool;
        private final OutputStream out;
        private final StoredSegment.Writer segment;

        Written(String path, RunId run, SegmentStart start) throws IOException {
            this.path = path;
            this.spool = Spool.nameless();
            this.out = new BufferedOutputStream(spool);
            try {
                this.segment = new StoredSegment.Writer(out, run, start);
            } catch (IOException e) {
                spool.close();
                throw e;
            }
        }

        @Override
        public void add(Entry entry) throws IOException {
            segment.add(entry);
        }

        @Override
        public void drop(String reason) {
            segment.drop(reason);
        }

        /** All of it is in the file then. */
        @Override
        public Segment seal() throws IOException {
            Segment written = segment.end();
            out.flush();
            return written;
        }

        /** Safe to call twice. */
        @Override
        public void close() throws IOException {
            try (out) {
                segment.close();
            }
        }
    }
}
