package dev.siiwad.publish;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
    private final SortedSet<Long> ends;
    private final LongConsumer reached;
    private final Workers workers;
    private final Consumer<Duration> pause;
    private final Map<Long, String> firstIds = new HashMap<>();
    private Optional<Account> proved = Optional.empty();
    private Optional<Account> adding = Optional.empty();
    private long documents;

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
        this(
                checkpoint,
                store,
                ownership,
                origins,
                removals,
                Collections.emptySortedSet(),
                offset -> {},
                Workers.CALLER,
                none -> {});
    }

    /**
     * Those of a run whose slices may have been read by themselves, for somebody who watches.
     *
     * @param ends the numbers of the last segments of the slices, as {@link JoinedSegments#ends} has them; empty where there are none
     * @param reached told after each segment how far that is: the offset of the first document, and how many were read
     * @param workers write the parts
     * @param pause waits so long for what other processes write
     * @throws IllegalArgumentException if the run has not read everything
     */
    public CountedSegments(
            Checkpoint checkpoint,
            SegmentStore store,
            Ownership ownership,
            Origins origins,
            Removals removals,
            SortedSet<Long> ends,
            LongConsumer reached,
            Workers workers,
            Consumer<Duration> pause) {
        if (!checkpoint.exhausted()) {
            throw new IllegalArgumentException("run " + checkpoint.runId() + " has not read everything");
        }
        this.checkpoint = checkpoint;
        this.store = store;
        this.ownership = ownership;
        this.origins = origins;
        this.removals = removals;
        this.ends = Collections.unmodifiableSortedSet(new TreeSet<>(ends));
        this.reached = reached;
        this.workers = workers;
        this.pause = pause;
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

    /** Who writes the parts. */
    public Workers workers() {
        return workers;
    }

    /** Waits for other processes that write parts. */
    public void pause(Duration howLong) {
        pause.accept(howLong);
    }

    /** Where parts of so many bytes of text are; empty if that is not known before all is read. */
    public Optional<PartPlaces> places(long partTextBytes) throws IOException {
        return PartPlaces.areKnown(checkpoint, removals)
                ? Optional.of(new PartPlaces(checkpoint, store, removals, this::advance, partTextBytes))
                : Optional.empty();
    }

    private synchronized void advance(long read) {
        documents += read;
        reached.accept(checkpoint.firstIndex() + documents);
    }

    /**
     * Counts what was read of the next part, by whomever.
     *
     * @throws DamagedSegmentException if that is not of the segments that are counted
     */
    public void add(PartContent content) throws DamagedSegmentException {
        if (adding.isEmpty()) {
            adding = Optional.of(account());
        }
        adding.get().add(content);
    }

    /**
     * All parts were added.
     *
     * @throws DamagedSegmentException if they are not of all segments that are counted
     */
    public void end() throws DamagedSegmentException {
        Account all = adding.orElseGet(this::account);
        all.end();
        proved = Optional.of(all);
    }

    private Account account() {
        return new Account(checkpoint, store, ends);
    }

    /**
     * Gives every entry that is published in the order of offsets. Called once. What was given counts only if this returns.
     *
     * @throws DamagedSegmentException naming the segment that is missing or changed
     */
    public void forEach(Consumer<? super Entry> entries) throws IOException {
        Account account = account();
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            ContentBuilder content = new ContentBuilder(name.number());
            Segment segment = read(name, content, entries);
            if (segment.firstIndex() != account.offset()) {
                throw new DamagedSegmentException(store.where(checkpoint.runId(), name) + ": begins at offset "
                        + segment.firstIndex() + "; expected " + account.offset());
            }
            content.add(segment);
            account.add(content.build());
            advance(segment.tally().read());
        }
        account.end();
        proved = Optional.of(account);
    }

    /**
     * Gives every entry that is not published, in the order of offsets, where the run keeps what it drops. What was given counts only if this returns.
     *
     * @throws DamagedSegmentException naming the segment that is missing or changed
     */
    public void forEachRejected(Consumer<Entry.Rejected> entries) throws IOException {
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            read(name, new ContentBuilder(name.number()), entry -> {
                if (entry instanceof Entry.Rejected rejected) {
                    entries.accept(rejected);
                }
            });
        }
    }

    private Segment read(SegmentName name, ContentBuilder content, Consumer<? super Entry> entries) throws IOException {
        Removals.Part part = removals.of(name);
        return store.read(
                checkpoint.runId(),
                name,
                entry -> published(entry, part, content).ifPresent(entries));
    }

    private Entry rejected(Entry.Kept kept, Removals.Removal removal) {
        String twin = removal.twin() instanceof Removals.Here here
                ? firstIds.getOrDefault(here.offset(), "")
                : removal.twin().toString();
        return new Entry.Rejected(kept.offset(), kept.document(), removal.reason(), twin);
    }

    /** The entry as it is published, if it is. */
    private Optional<Entry> published(Entry entry, Removals.Part part, ContentBuilder content) {
        content.note(entry);
        if (!(entry instanceof Entry.Kept kept)) {
            return Optional.of(entry);
        }
        Removals.Removal removal = part.removed().get(kept.offset());
        if (removal != null) {
            content.remove(removal.reason());
            return checkpoint.settings().keepsRejects() ? Optional.of(rejected(kept, removal)) : Optional.empty();
        }
        if (part.clusters().containsKey(kept.offset()) && checkpoint.settings().keepsRejects()) {
            firstIds.put(kept.offset(), kept.document().id());
        }
        return Optional.of(part.published(kept));
    }

    /** What became of all documents, those that are not published counted as dropped, once {@link #forEach} or {@link #end} has returned. */
    public Tally tally() {
        return proved.map(Account::tally).orElse(Tally.NONE);
    }

    /** Which units are missing, once {@link #forEach} or {@link #end} has returned. */
    public Receipt.SetAside setAside() {
        return proved.map(Account::setAside).orElse(Receipt.SetAside.NONE);
    }

    /** What was read from, once {@link #forEach} or {@link #end} has returned. */
    public Origin origin() throws IOException {
        return origins.of(setAside().units().stream().map(Receipt.Unit::name).collect(Collectors.toSet()));
    }

    /** Which attempt read what, once {@link #forEach} or {@link #end} has returned. */
    public List<Receipt.Range> ranges() {
        return proved.map(Account::ranges).orElse(List.of());
    }
}
