package example.jdbc;

import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.SegmentFiles;
import dev.siiwad.storage.json.StoredPayload;
import dev.siiwad.storage.json.StoredSegment;
import example.jdbc.JdbcFiles.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Segments and payloads as files of the directory {@code segments/<run_id>}, named and written as everywhere. */
final class JdbcSegmentStore implements SegmentStore {
    private static final String DIRECTORY = "segments/";

    private final Database database;
    private final JdbcFiles files;
    private final JdbcCheckpointStore checkpoints;
    private final SourceId source;

    JdbcSegmentStore(Database database, JdbcFiles files, JdbcCheckpointStore checkpoints, SourceId source) {
        this.database = database;
        this.files = files;
        this.checkpoints = checkpoints;
        this.source = source;
    }

    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        JdbcFiles.Output out = files.create(place(run, SegmentFiles.segment(start.name())));
        try {
            return new Writer(out, new StoredSegment.Writer(out, run, start));
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        InputStream in = files.open(place(run, SegmentFiles.segment(name)))
                .orElseThrow(() -> new DamagedSegmentException(where(run, name) + ": is missing"));
        return StoredSegment.read(where(run, name), run, name, in, entries);
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException {
        Optional<InputStream> in = files.open(place(run, SegmentFiles.segment(name)));
        return in.isEmpty() ? Optional.empty() : StoredSegment.startIn(run, name, in.get());
    }

    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) throws IOException {
        String name = SegmentFiles.segment(start.name());
        for (JdbcFiles.Listed left : files.list(source, DIRECTORY + run)) {
            if (SegmentFiles.isTemporary(name, left.name())) {
                files.delete(place(run, left.name()));
            }
        }
        String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Place temporary = place(run, SegmentFiles.temporary(name, unique));
        JdbcFiles.Output out = files.create(temporary);
        Writer writer = new Writer(out, new StoredSegment.Writer(out, run, start));
        return SegmentRepair.of(
                writer, () -> files.replace(place(run, name), temporary.name()), () -> files.delete(temporary));
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) throws IOException {
        return files.length(place(run, SegmentFiles.segment(name)));
    }

    @Override
    public Set<SegmentName> present(RunId run) throws IOException {
        return SegmentFiles.segmentsAmong(
                files.list(source, DIRECTORY + run).stream().map(JdbcFiles.Listed::name));
    }

    @Override
    public int highestAttempt(RunId run) throws IOException {
        return files.list(source, DIRECTORY + run).stream()
                .mapToInt(file -> SegmentFiles.attemptIn(file.name()).orElse(0))
                .max()
                .orElse(0);
    }

    @Override
    public boolean recordAttempt(RunId run, int attempt) throws IOException {
        try (JdbcFiles.Output out = files.create(place(run, SegmentFiles.attempt(attempt)))) {
            out.force();
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    @Override
    public String where(RunId run, SegmentName name) {
        return files.where(place(run, SegmentFiles.segment(name)));
    }

    @Override
    public String where(RunId run, String snapshotId) {
        return files.where(place(run, SegmentFiles.payload(snapshotId)));
    }

    @Override
    public void storePayload(RunId run, String snapshotId, String payload) throws IOException {
        String where = where(run, snapshotId);
        Optional<String> stored = payload(run, snapshotId);
        if (stored.isEmpty()) {
            files.put(place(run, SegmentFiles.payload(snapshotId)), StoredPayload.write(where, snapshotId, payload));
        } else if (!stored.get().equals(payload)) {
            throw new FileAlreadyExistsException(where, null, "holds another payload of snapshot " + snapshotId);
        }
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) throws IOException {
        Optional<InputStream> in = files.open(place(run, SegmentFiles.payload(snapshotId)));
        return in.isEmpty()
                ? Optional.empty()
                : Optional.of(StoredPayload.read(where(run, snapshotId), snapshotId, in.get()));
    }

    @Override
    public SortedSet<RunId> runs() throws IOException {
        SortedSet<RunId> runs = new TreeSet<>();
        for (String directory : files.directories(source)) {
            if (directory.startsWith(DIRECTORY)) {
                runs.add(new RunId(directory.substring(DIRECTORY.length())));
            }
        }
        return runs;
    }

    @Override
    public void retainOnly(Needed needed) throws IOException {
        Set<RunId> there = new LinkedHashSet<>();
        for (String directory : files.directories(source)) {
            if (directory.startsWith(DIRECTORY)) {
                there.add(new RunId(directory.substring(DIRECTORY.length())));
            }
        }
        Set<RunId> runs = needed.of(there);
        database.allOrNothing(() -> {
            checkpoints.requireSeen(source);
            for (RunId run : there) {
                if (!runs.contains(run)) {
                    files.delete(source, DIRECTORY + run);
                }
            }
        });
    }

    private Place place(RunId run, String name) {
        return new Place(source, DIRECTORY + run, name);
    }

    private record Writer(JdbcFiles.Output out, StoredSegment.Writer segment) implements SegmentWriter {
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
            return written;
        }

        @Override
        public void close() throws IOException {
            try (out) {
                segment.close();
            }
        }
    }
}
