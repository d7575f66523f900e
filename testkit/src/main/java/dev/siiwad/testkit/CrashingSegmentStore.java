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

/** Segments of any storage, every change of which is counted. */
record CrashingSegmentStore(SegmentStore store, DurableOperations operations) implements SegmentStore {
    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        SegmentName name = start.name();
        return new Writer(
                operations.call("create " + name, () -> store.create(run, start)),
                "seal " + name,
                Optional.of("remove " + name));
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        return store.read(run, name, entries);
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException {
        return store.beginning(run, name);
    }

    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) throws IOException {
        SegmentRepair repair = store.repair(run, start);
        SegmentName name = start.name();
        return SegmentRepair.of(
                new Writer(repair, "seal again " + name, Optional.empty()),
                () -> operations.run("put back " + name, repair::replace),
                () -> {});
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
        return operations.call("remember attempt " + attempt, () -> store.recordAttempt(run, attempt));
    }

    @Override
    public boolean keepsMarks() {
        return store.keepsMarks();
    }

    @Override
    public void mark(RunId run, String mark) throws IOException {
        if (store.keepsMarks()) {
            operations.run("mark " + mark, () -> store.mark(run, mark));
        }
    }

    @Override
    public void unmark(RunId run, String mark) throws IOException {
        if (store.keepsMarks()) {
            operations.run("unmark " + mark, () -> store.unmark(run, mark));
        }
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
        operations.run("payload", () -> store.storePayload(run, snapshotId, payload));
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) throws IOException {
        return store.payload(run, snapshotId);
    }

    /** What is done before anything may be removed is counted by itself. */
    @Override
    public SortedSet<RunId> runs() throws IOException {
        return store.runs();
    }

    @Override
    public void retainOnly(Needed needed) throws IOException {
        store.retainOnly(there -> {
            Set<RunId> runs = needed.of(there);
            operations.run("remove segments", () -> {});
            return runs;
        });
    }

    private final class Writer implements SegmentWriter {
        private final SegmentWriter writer;
        private final String sealing;
        private final Optional<String> removing;
        private boolean done;

        /** @param removing closing before it is sealed; empty where that changes nothing that is stored */
        Writer(SegmentWriter writer, String sealing, Optional<String> removing) {
            this.writer = writer;
            this.sealing = sealing;
            this.removing = removing;
        }

        @Override
        public void add(Entry entry) throws IOException {
            writer.add(entry);
        }

        @Override
        public void drop(String reason) throws IOException {
            writer.drop(reason);
        }

        @Override
        public Segment seal() throws IOException {
            Segment sealed = operations.call(sealing, writer::seal);
            done = true;
            return sealed;
        }

        /** Removes what was not sealed, which is a change; frees memory and handles otherwise. */
        @Override
        public void close() throws IOException {
            if (done || removing.isEmpty()) {
                writer.close();
                return;
            }
            done = true;
            operations.run(removing.get(), writer::close);
        }
    }
}
