package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Removals;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lists of what goes of the documents that a checkpoint counts, kept beside its segments: each names its last segment, and the next begins with the one after
 * it. What is kept is named after all that the checkpoint counts, so that it never counts for a run that went back and read on differently.
 */
final class KeptLists implements Removals {
    private final Checkpoint checkpoint;
    private final SegmentStore segments;
    private final String method;
    private final List<SegmentName> names;
    private final Optional<KeptLists> index;
    private Optional<Current> current = Optional.empty();
    private Optional<List<Begun>> begun = Optional.empty();

    /** Where a list begins, and how many bytes of text those before it remove. */
    private record Begun(long from, long textBytes) {}

    /** A list, and the number of its first segment. */
    private record Current(long from, RemovalList list) {
        boolean has(SegmentName segment) {
            return segment.number() >= from && segment.number() <= list.until().number();
        }
    }

    KeptLists(Checkpoint checkpoint, SegmentStore segments, String method) {
        this(checkpoint, segments, method, Optional.empty());
    }

    /** @param index knows where lists begin */
    private KeptLists(Checkpoint checkpoint, SegmentStore segments, String method, Optional<KeptLists> index) {
        this.index = index;
        this.checkpoint = checkpoint;
        this.segments = segments;
        this.method = method;
        this.names = checkpoint.extent().segmentNames();
    }

    @Override
    public Part of(SegmentName segment) throws IOException {
        return list(segment).list().part();
    }

    private Current list(SegmentName segment) throws IOException {
        if (current.isEmpty() || !current.get().has(segment)) {
            current = Optional.of(required((int) begun(segment).from() - 1));
        }
        return current.get();
    }

    @Override
    public OptionalLong textBytesBefore(SegmentName segment, long offset) throws IOException {
        long inList = list(segment).list().part().removed().entrySet().stream()
                .filter(removed -> removed.getKey() < offset)
                .mapToLong(removed -> removed.getValue().textBytes())
                .sum();
        return OptionalLong.of(begun(segment).textBytes() + inList);
    }

    @Override
    public Removals cursor() {
        return new KeptLists(checkpoint, segments, method, Optional.of(index.orElse(this)));
    }

    private Begun begun(SegmentName segment) throws IOException {
        List<Begun> all = index.orElse(this).begun();
        int low = 0;
        int high = all.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (all.get(middle).from() <= segment.number()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return all.get(low);
    }

    /** Reads all lists once, and keeps of them where they begin. */
    private synchronized List<Begun> begun() throws IOException {
        if (begun.isEmpty()) {
            List<Begun> all = new ArrayList<>();
            long textBytes = 0;
            for (int next = 0; next < names.size(); ) {
                RemovalList list = required(next).list();
                all.add(new Begun(names.get(next).number(), textBytes));
                textBytes += list.textBytes();
                next = (int) list.until().number();
            }
            begun = Optional.of(all);
        }
        return begun.get();
    }

    @Override
    public boolean isAll(long documents) throws IOException {
        long removed = 0;
        for (int next = 0; next < names.size(); ) {
            RemovalList list = required(next).list();
            removed += list.part().removed().size();
            next = (int) list.until().number();
        }
        return removed == documents;
    }

    /** Whether there is one for every segment. */
    boolean complete() throws IOException {
        int next = 0;
        while (next < names.size()) {
            Optional<RemovalList> list = list(next);
            if (list.isEmpty()) {
                return false;
            }
            next = (int) list.get().until().number();
        }
        return true;
    }

    /** Keeps one; durable on return. */
    void store(SegmentName from, String text) throws IOException {
        segments.storePayload(checkpoint.runId(), name(from), text);
    }

    private Current required(int index) throws IOException {
        RemovalList list = list(index)
                .orElseThrow(() -> new DamagedSegmentException(
                        segments.where(checkpoint.runId(), name(names.get(index))) + ": is not as it was stored"));
        return new Current(names.get(index).number(), list);
    }

    private Optional<RemovalList> list(int index) throws IOException {
        Optional<RemovalList> list =
                Kept.read(segments, checkpoint.runId(), name(names.get(index)), RemovalList::parse);
        return list.filter(
                found -> found.until().number() > index && found.until().number() <= names.size());
    }

    private String name(SegmentName from) {
        return "measured duplicates " + method + " from " + from + " of "
                + checkpoint.outputDigest().value();
    }
}
