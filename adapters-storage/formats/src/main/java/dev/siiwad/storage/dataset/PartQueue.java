package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which part is to be written next, where other processes may write parts as well. No lock keeps two of them from writing the same part: they write the same bytes. So a part that
 * somebody else has begun is left to him as long as anything is heard of him, and then written here. Used by several threads.
 */
final class PartQueue {
    /** How long to wait before looking again. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** Who is not heard of for so many pauses is taken for dead. */
    static final int LOOKS_MAX = 10;

    private final int count;
    private final int first;
    private final PartWriter writer;
    private final DatasetOutputs outputs;
    private final BitSet done = new BitSet();

    /** @param first the part to begin with */
    PartQueue(int count, int first, PartWriter writer, DatasetOutputs outputs) {
        this.count = count;
        this.first = first;
        this.writer = writer;
        this.outputs = outputs;
    }

    /** What is to be done next. */
    sealed interface Next {}

    /** A part to write; nobody else here is given it. */
    record Free(int part) implements Next {}

    /** A part that somebody else has written; it is one of ours now. */
    record Found(int part, PartRecord record) implements Next {}

    /** All that is left is begun by others; to be asked again after a pause. */
    record Begun() implements Next {}

    /** Nothing is left that is not written here. */
    record Nothing() implements Next {}

    /** Of one thread that waits. */
    static final class Patience {
        private long heard = -1;
        private int looks;

        private boolean isOver(long hearing) {
            looks = hearing == heard ? looks + 1 : 0;
            heard = hearing;
            return looks >= LOOKS_MAX;
        }
    }

    Patience patience() {
        return new Patience();
    }

    synchronized Next next(Patience patience) throws IOException {
        outputs.look();
        long heard = 0;
        int begun = -1;
        for (int n = 0; n < count; n++) {
            int part = (first + n) % count;
            if (done.get(part)) {
                continue;
            }
            Optional<PartRecord> record = taken(part);
            if (record.isPresent()) {
                done.set(part);
                return new Found(part, record.get());
            }
            OptionalLong there = outputs.begun(writer.name(part));
            if (there.isEmpty()) {
                done.set(part);
                return new Free(part);
            }
            begun = begun < 0 ? part : begun;
            heard += 1 + there.getAsLong();
        }
        if (begun >= 0 && patience.isOver(heard)) {
            done.set(begun);
            return new Free(begun);
        }
        return begun < 0 ? new Nothing() : new Begun();
    }

    private Optional<PartRecord> taken(int part) throws IOException {
        Optional<PartRecord> record = writer.written(part);
        if (record.isEmpty()) {
            return record;
        }
        Optional<Receipt.PublishedFile> file = record.get().file();
        return outputs.take(writer.record(part), file) ? record : Optional.empty();
    }
}
