package dev.siiwad.publish;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Reads all segments that a checkpoint counts, in order, and proves that they are the ones that were counted. */
public final class CountedSegments {
    /** The key in the metadata of a document that others were the same as: how many they are, itself included. */
    public static final String CLUSTER_SIZE = "duplicate_cluster_size";

    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final Ownership ownership;
    private final Origins origins;
    private final Removals removals;
    private final LongConsumer reached;
    private final List<Receipt.Range> ranges = new ArrayList<>();
    private final List<Receipt.Unit> units = new ArrayList<>();
    private final SortedMap<String, Long> removed = new TreeMap<>();
    private final Map<Long, String> firstIds = new HashMap<>();
    private long setAside;
    private Tally counted = Tally.NONE;
    private Tally tally = Tally.NONE;

    /** @throws IllegalArgumentException if the run has not read everything */
    public CountedSegments(Checkpoint checkpoint, SegmentStore store) {
        this(checkpoint, store, Ownership.UNDISPUTED);
    }

    /**
     * Those of a run that another may take over meanwhile.
     *
     * @throws IllegalArgumentException if the run has not read everything
     */
    public CountedSegments(Checkpoint checkpoint, SegmentStore store, Ownership ownership) {
        this(checkpoint, store, ownership, setAside -> Origin.NONE);
    }

    /**
     * Those of a run that can tell what it has read from.
     *
     * @throws IllegalArgumentException if the run has not read everything
     */
    public CountedSegments(Checkpoint checkpoint, SegmentStore store, Ownership ownership, Origins origins) {
        this(checkpoint, store, ownership, origins, Removals.NONE);
    }

    /**
     * Those of which some are not published.
     *
     * @throws IllegalArgumentException if the run has not read everything
     */
    public CountedSegments(
            Checkpoint checkpoint, SegmentStore store, Ownership ownership, Origins origins, Removals removals) {
        this(checkpoint, store, ownership, origins, removals, offset -> {});
    }

    /**
     * The same for somebody who watches.
     *
     * @param reached told the offset after each segment, once all of it was given
     * @throws IllegalArgumentException if the run has not read everything
     */
    public CountedSegments(
            Checkpoint checkpoint,
            SegmentStore store,
            Ownership ownership,
            Origins origins,
            Removals removals,
            LongConsumer reached) {
        if (!checkpoint.exhausted()) {
            throw new IllegalArgumentException("run " + checkpoint.runId() + " has not read everything");
        }
        this.checkpoint = checkpoint;
        this.store = store;
        this.ownership = ownership;
        this.origins = origins;
        this.removals = removals;
        this.reached = reached;
    }

    /** Tells what a run has read from. */
    @FunctionalInterface
    public interface Origins {
        /** @param setAside the names of the units that are missing */
        Origin of(Set<String> setAside) throws IOException;
    }

    /** The checkpoint that counts them. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** For the publisher to require before it shows anything under a final name, before it shows the receipt, and before it removes anything. */
    public Ownership ownership() {
        return ownership;
    }

    /** The length of their stored forms, so far as they are there. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            bytes += store.length(checkpoint.runId(), name).orElse(0L);
        }
        return bytes;
    }

    /**
     * Gives every entry that is published in the order of offsets. Called once. What was given counts only if this returns.
     *
     * @throws DamagedSegmentException naming the segment that is missing or changed
     */
    public void forEach(Consumer<? super Entry> entries) throws IOException {
        long number = 1;
        long offset = checkpoint.firstIndex();
        OutputDigest digest = OutputDigest.EMPTY;
        for (SegmentRange range : checkpoint.segments()) {
            long rangeFirst = offset;
            for (; number <= range.last(); number++) {
                SegmentName name = new SegmentName(number, range.attempt());
                Removals.Part part = removals.of(name);
                Segment segment = store.read(
                        checkpoint.runId(),
                        name,
                        entry -> published(entry, part).ifPresent(entries));
                if (segment.firstIndex() != offset) {
                    throw new DamagedSegmentException(store.where(checkpoint.runId(), name) + ": begins at offset "
                            + segment.firstIndex() + "; expected " + offset);
                }
                requireLength(segment);
                offset = segment.lastIndex();
                digest = digest.plus(segment);
                counted = counted.plus(segment.tally());
                reached.accept(offset);
            }
            ranges.add(new Receipt.Range(range.attempt(), rangeFirst, offset));
        }
        requireCounted("last_index", offset, checkpoint.lastIndex());
        requireCounted("processed_count", counted.kept(), checkpoint.processedCount());
        requireCounted(
                "output_digest", digest.value(), checkpoint.outputDigest().value());
        tally = counted.without(removed);
    }

    private Entry rejected(Entry.Kept kept, Removals.Removal removal) {
        String twin = removal.twin() instanceof Removals.Here here
                ? firstIds.getOrDefault(here.offset(), "")
                : removal.twin().toString();
        return new Entry.Rejected(kept.offset(), kept.document(), removal.reason(), twin);
    }

    /** The entry as it is published, if it is. */
    private Optional<Entry> published(Entry entry, Removals.Part part) {
        note(entry);
        if (!(entry instanceof Entry.Kept kept)) {
            return Optional.of(entry);
        }
        Removals.Removal removal = part.removed().get(kept.offset());
        if (removal != null) {
            removed.merge(removal.reason(), 1L, Long::sum);
            return checkpoint.settings().keepsRejects() ? Optional.of(rejected(kept, removal)) : Optional.empty();
        }
        Long cluster = part.clusters().get(kept.offset());
        if (cluster != null && checkpoint.settings().keepsRejects()) {
            firstIds.put(kept.offset(), kept.document().id());
        }
        return Optional.of(
                cluster == null
                        ? entry
                        : new Entry.Kept(kept.offset(), kept.document().with(CLUSTER_SIZE, cluster)));
    }

    /** What became of all documents, those that are not published counted as dropped, once {@link #forEach} has returned. */
    public Tally tally() {
        return tally;
    }

    /** Which units are missing, once {@link #forEach} has returned. */
    public Receipt.SetAside setAside() {
        return new Receipt.SetAside(setAside, units);
    }

    /** What was read from, once {@link #forEach} has returned. */
    public Origin origin() throws IOException {
        return origins.of(units.stream().map(Receipt.Unit::name).collect(Collectors.toSet()));
    }

    private void note(Entry entry) {
        if (entry instanceof Entry.Quarantined quarantined && quarantined.unit()) {
            setAside++;
            if (units.size() < Receipt.SetAside.NAMED_MAX) {
                units.add(new Receipt.Unit(entry.offset(), quarantined.documentId(), quarantined.reason()));
            }
        }
    }

    /** Which attempt read what, once {@link #forEach} has returned. */
    public List<Receipt.Range> ranges() {
        return List.copyOf(ranges);
    }

    /** The checkpoint knows the length of the last one. */
    private void requireLength(Segment segment) throws DamagedSegmentException {
        boolean last = segment.name().number() == checkpoint.segmentCount();
        if (last && segment.bytes() != checkpoint.lastSegmentBytes()) {
            throw new DamagedSegmentException(store.where(checkpoint.runId(), segment.name()) + ": has "
                    + segment.bytes() + " bytes; the checkpoint counts " + checkpoint.lastSegmentBytes());
        }
    }

    /** Each segment is whole in itself, and one of them is another than the one that was counted. */
    private void requireCounted(String name, Object found, Object counted) throws DamagedSegmentException {
        if (!found.equals(counted)) {
            throw new DamagedSegmentException(between() + ": come to " + name + " " + found + "; the checkpoint counts "
                    + counted + ". One of them was replaced by another");
        }
    }

    private String between() {
        if (checkpoint.segments().isEmpty()) {
            return "run " + checkpoint.runId() + " without segments";
        }
        String first = store.where(
                checkpoint.runId(),
                new SegmentName(1, checkpoint.segments().get(0).attempt()));
        String last = store.where(checkpoint.runId(), checkpoint.lastSegment().orElseThrow());
        return first.equals(last) ? first : first + " to " + last;
    }
}
