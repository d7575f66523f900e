package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part is to be written next, where other processes may write parts as well. No lock keeps two of them from writing the same part: they write the same bytes. So a part that
 * somebody else has begun is left to him as long as anything is heard of him, and then written here. What others do is looked for when a part is about to be given out, and while
 * there is nothing to do but wait: so that as many looks are taken as parts are written. Used by several threads.
 */
final class PartQueue {
    /** How long to wait before looking again. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** Who is not heard of for so many pauses is taken for dead. */
    static final int LOOKS_MAX = 10;

    /** Of so many parts that others have begun it is heard at a time how they get on. */
    private static final int WATCHED_MAX = 16;

    private final int count;
    private final int first;
    private final PartWriter writer;
    private final DatasetOutputs outputs;
    private final boolean publishes;
    private final BitSet done = new BitSet();

    /** Records that could not be used when they were last read. */
    private final BitSet unusable = new BitSet();

    /**
     * @param first the part to begin with
     * @param publishes whether what others have written is needed here; else it is left alone
     */
    PartQueue(int count, int first, PartWriter writer, DatasetOutputs outputs, boolean publishes) {
        this.count = count;
        this.first = first;
        this.writer = writer;
        this.outputs = outputs;
        this.publishes = publishes;
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

    /** What one thread has heard, pause after pause, of parts that others have begun. */
    static final class Patience {
        private final Map<Integer, Heard> heard = new HashMap<>();
        private final Deque<Integer> dead = new ArrayDeque<>();

        private record Heard(long arrived, int looks) {}

        private void hear(int part, long arrived) {
            Heard before = heard.getOrDefault(part, new Heard(-1, 0));
            Heard now = new Heard(arrived, arrived == before.arrived() ? before.looks() + 1 : 0);
            heard.put(part, now);
            if (now.looks() >= LOOKS_MAX) {
                dead.add(part);
            }
        }
    }

    /** @param patience of the thread that asks, the same each time */
    synchronized Next next(Patience patience) throws IOException {
        Optional<Next> next = foundOrFree();
        if (next.isPresent()) {
            return next.get();
        }
        int waited = following(0);
        if (waited < 0) {
            return new Nothing();
        }
        look(waited);
        unusable.clear();
        next = foundOrFree();
        if (next.isPresent()) {
            return next.get();
        }
        if (following(0) < 0) {
            return new Nothing();
        }
        OptionalInt dead = publishes ? dead(patience) : OptionalInt.empty();
        return dead.isPresent() ? given(dead.getAsInt()) : new Begun();
    }

    /** Empty if all that is not done is begun by others. */
    private Optional<Next> foundOrFree() throws IOException {
        int looked = -1;
        for (int n = following(0); n >= 0; n = following(n)) {
            int part = part(n);
            Optional<Next> found = found(part);
            if (found.isPresent()) {
                return found;
            }
            if (done.get(part) || outputs.isBegun(writer.name(part))) {
                n++;
            } else if (looked == part) {
                return Optional.of(given(part));
            } else {
                look(part);
                looked = part;
            }
        }
        return Optional.empty();
    }

    /** One that is written already, unless it is of no use here. */
    private Optional<Next> found(int part) throws IOException {
        if (unusable.get(part) || !outputs.isKept(writer.record(part))) {
            return Optional.empty();
        }
        if (!publishes) {
            done.set(part);
            return Optional.empty();
        }
        Optional<PartRecord> record = taken(part);
        (record.isPresent() ? done : unusable).set(part);
        return record.map(taken -> new Found(part, taken));
    }

    private Optional<PartRecord> taken(int part) throws IOException {
        Optional<PartRecord> record = writer.written(part);
        if (record.isEmpty()) {
            return record;
        }
        Optional<Receipt.PublishedFile> file = record.get().file();
        return outputs.take(writer.record(part), file) ? record : Optional.empty();
    }

    private Next given(int part) {
        done.set(part);
        return new Free(part);
    }

    /** One of those that others have begun and of which nothing was heard for long. */
    private OptionalInt dead(Patience patience) throws IOException {
        if (patience.dead.isEmpty()) {
            int watched = 0;
            for (int n = following(0); n >= 0 && watched < WATCHED_MAX; n = following(n + 1)) {
                patience.hear(part(n), outputs.arrived(writer.name(part(n))));
                watched++;
            }
        }
        patience.dead.removeIf(done::get);
        return patience.dead.isEmpty() ? OptionalInt.empty() : OptionalInt.of(patience.dead.remove());
    }

    private void look(int part) throws IOException {
        outputs.look(writer.record(part), writer.name(part));
    }

    private int part(int n) {
        return (first + n) % count;
    }

    /** The n-th part from the first one on, or the next after it that is not done; -1 if there is none. */
    private int following(int n) {
        for (int at = n; at < count; ) {
            int part = part(at);
            int open = done.nextClearBit(part);
            int end = part < first ? first : count;
            if (open < end) {
                return at + open - part;
            }
            at += end - part;
        }
        return -1;
    }
}
