package dev.siiwad.testkit;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.segment.StoredAt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Segments to which something happens when they are read. */
record WatchedSegmentStore(SegmentStore store, Reader reader) implements SegmentStore {
    /** Reads a segment in the place of the store. */
    @FunctionalInterface
    interface Reader {
        Segment read(SegmentStore store, RunId run, SegmentName name, Consumer<? super Entry> entries)
                throws IOException;
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        return reader.read(store, run, name, entries);
    }

    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        return store.create(run, start);
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException {
        return store.beginning(run, name);
    }

    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) throws IOException {
        return store.repair(run, start);
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) throws IOException {
        return store.length(run, name);
    }

    @Override
    public Set<SegmentName> present(RunId run) throws IOException {
        return store.present(run);
    }

    @Override
    public List<StoredAt> history(RunId run) throws IOException {
        return store.history(run);
    }

    @Override
    public int highestAttempt(RunId run) throws IOException {
        return store.highestAttempt(run);
    }

    @Override
    public boolean recordAttempt(RunId run, int attempt) throws IOException {
        return store.recordAttempt(run, attempt);
    }

    @Override
    public boolean keepsMarks() {
        return store.keepsMarks();
    }

    @Override
    public void mark(RunId run, String mark) throws IOException {
        store.mark(run, mark);
    }

    @Override
    public void unmark(RunId run, String mark) throws IOException {
        store.unmark(run, mark);
    }

    @Override
    public List<String> marks(RunId run, String after) throws IOException {
        return store.marks(run, after);
    }

    @Override
    public String where(RunId run, SegmentName name) {
        return store.where(run, name);
    }

    @Override
    public String where(RunId run, String snapshotId) {
        return store.where(run, snapshotId);
    }

    @Override
    public void storePayload(RunId run, String snapshotId, String payload) throws IOException {
        store.storePayload(run, snapshotId, payload);
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) throws IOException {
        return store.payload(run, snapshotId);
    }

    @Override
    public SortedSet<RunId> runs() throws IOException {
        return store.runs();
    }

    @Override
    public void retainOnly(Needed needed) throws IOException {
        store.retainOnly(needed);
    }
}
