package dev.siiwad.testkit;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Segments of any storage, every change of which is counted. */
record CrashingSegmentStore(SegmentStore store, DurableOperations operations) implements SegmentStore {
    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        return new Writer(operations.call("create " + start.name(), () -> store.create(run, start)), start.name());
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
        return new Repair(store.repair(run, start), operations, start.name());
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) throws IOException {
        return store.length(run, name);
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
    public void retainOnly(Needed needed) throws IOException {
        store.retainOnly(there -> {
            Set<RunId> runs = needed.of(there);
            operations.run("remove segments", () -> {});
            return runs;
        });
    }

    private record Repair(SegmentRepair repair, DurableOperations operations, SegmentName name)
            implements SegmentRepair {
        @Override
        public void add(Entry entry) throws IOException {
            repair.add(entry);
        }

        @Override
        public void drop(String reason) throws IOException {
            repair.drop(reason);
        }

        @Override
        public Segment seal() throws IOException {
            return operations.call("seal again " + name, repair::seal);
        }

        @Override
        public void replace() throws IOException {
            operations.run("put back " + name, repair::replace);
        }

        @Override
        public void close() throws IOException {
            repair.close();
        }
    }

    private final class Writer implements SegmentWriter {
        private final SegmentWriter writer;
        private final SegmentName name;
        private boolean done;

        Writer(SegmentWriter writer, SegmentName name) {
            this.writer = writer;
            this.name = name;
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
            Segment sealed = operations.call("seal " + name, writer::seal);
            done = true;
            return sealed;
        }

        /** Removes what was not sealed, which is a change; frees memory and handles otherwise. */
        @Override
        public void close() throws IOException {
            if (done) {
                writer.close();
                return;
            }
            done = true;
            operations.run("remove " + name, writer::close);
        }
    }
}
