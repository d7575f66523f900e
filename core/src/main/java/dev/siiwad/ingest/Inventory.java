package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is left of the segments that a checkpoint counts: each was read whole, and is as it was sealed, or damaged. */
public final class Inventory {
    /** Where so many are damaged, nothing more is looked at. */
    static final int DAMAGED_MAX = 10_000;

    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final List<Item> items;

    private record Item(SegmentName name, Optional<Segment> intact, Optional<String> problem) {}

    private Inventory(Checkpoint checkpoint, SegmentStore store, List<Item> items) {
        this.checkpoint = checkpoint;
        this.store = store;
        this.items = items;
    }

    /** Reads all of them, as long as no more than {@value #DAMAGED_MAX} are damaged; changes nothing. */
    public static Inventory of(Checkpoint checkpoint, SegmentStore store) throws IOException {
        List<Item> items = new ArrayList<>();
        int damaged = 0;
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            if (damaged == DAMAGED_MAX) {
                break;
            }
            items.add(item(checkpoint, store, name));
            damaged += items.get(items.size() - 1).problem().isPresent() ? 1 : 0;
        }
        return new Inventory(checkpoint, store, items);
    }

    /** What is wrong with one of the segments that a checkpoint counts; it alone is read. Empty if it is as it was sealed. */
    public static Optional<String> problemOf(Checkpoint checkpoint, SegmentStore store, SegmentName name)
            throws IOException {
        return item(checkpoint, store, name).problem();
    }

    /** What is wrong with the last counted segment, which alone is read; empty if it is the one that was counted, or if there is none. */
    static Optional<String> problemOfLast(Checkpoint checkpoint, SegmentStore store) throws IOException {
        return checkpoint.lastSegment().isEmpty()
                ? Optional.empty()
                : problemOf(checkpoint, store, checkpoint.lastSegment().get());
    }

    /** Whether one of them is missing, by a listing of what is there; nothing is read. */
    static boolean missesOne(Checkpoint checkpoint, SegmentStore store) throws IOException {
        Set<SegmentName> present = store.present(checkpoint.runId());
        return checkpoint.segmentCount() > present.size()
                || !present.containsAll(checkpoint.extent().segmentNames());
    }

    private static Item item(Checkpoint checkpoint, SegmentStore store, SegmentName name) throws IOException {
        try {
            Segment segment = store.read(checkpoint.runId(), name, entry -> {});
            Optional<String> other = other(checkpoint, segment);
            return other.isEmpty()
                    ? new Item(name, Optional.of(segment), Optional.empty())
                    : new Item(
                            name, Optional.empty(), Optional.of(store.where(checkpoint.runId(), name) + other.get()));
        } catch (DamagedSegmentException e) {
            return new Item(name, Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** The checkpoint knows more of the last one than of the others. */
    private static Optional<String> other(Checkpoint checkpoint, Segment segment) {
        if (segment.name().number() != checkpoint.segmentCount()) {
            return Optional.empty();
        }
        if (segment.bytes() != checkpoint.lastSegmentBytes()) {
            return Optional.of(": has " + segment.bytes() + " bytes; the checkpoint counts "
                    + checkpoint.lastSegmentBytes() + " bytes in it, the last of " + checkpoint.segmentCount()
                    + " segments");
        }
        return checkpoint
                .extent()
                .last()
                .filter(last -> !last.digest().equals(segment.digest()))
                .map(last -> ": comes to " + segment.digest() + "; the checkpoint counts " + last.digest());
    }

    /** What is wrong, one line each; empty if they are the segments that were counted. */
    public List<String> problems() {
        List<String> problems =
                items.stream().flatMap(item -> item.problem().stream()).toList();
        OutputDigest digest = OutputDigest.EMPTY;
        for (Item item : items) {
            digest = item.intact().isPresent() ? digest.plus(item.intact().get()) : digest;
        }
        boolean others = problems.isEmpty() && cutShort().isEmpty() && !digest.equals(checkpoint.outputDigest());
        return others ? List.of(differs(digest)) : problems;
    }

    /** How many there were to look at. */
    public int size() {
        return items.size();
    }

    /** Why not all were looked at; empty if they were. */
    Optional<String> cutShort() {
        return items.size() == checkpoint.segmentCount()
                ? Optional.empty()
                : Optional.of(DAMAGED_MAX + " of the first " + items.size() + " segments are damaged, and the other "
                        + (checkpoint.segmentCount() - items.size()) + " were not looked at");
    }

    /** What all of them hold. */
    SegmentForm form() {
        return checkpoint.run().form();
    }

    /** Where each of them begins, as far as anything tells. */
    Beginnings beginnings() {
        return new Beginnings(
                checkpoint, store, items.stream().map(Item::intact).toList(), this::name);
    }

    /** That segments which are whole in themselves, or were read again, are not those that were counted. */
    String differs(OutputDigest digest) {
        return "the " + items.size() + " segments of run " + checkpoint.runId() + " come to output_digest "
                + digest.value() + "; the checkpoint counts "
                + checkpoint.outputDigest().value();
    }

    Optional<Segment> intact(int n) {
        return items.get(n).intact();
    }

    SegmentName name(int n) {
        return items.get(n).name();
    }

    String problem(int n) {
        return items.get(n).problem().orElseThrow();
    }
}
