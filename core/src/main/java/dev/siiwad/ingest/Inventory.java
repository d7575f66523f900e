package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LastSegment;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left of the segments that a checkpoint counts: each was read whole, and is as it was sealed, or damaged. */
public final class Inventory {
    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final List<Item> items;

    private record Item(SegmentName name, Optional<Segment> intact, Optional<String> problem) {}

    private Inventory(Checkpoint checkpoint, SegmentStore store, List<Item> items) {
        this.checkpoint = checkpoint;
        this.store = store;
        this.items = items;
    }

    /** Reads all of them; changes nothing. */
    public static Inventory of(Checkpoint checkpoint, SegmentStore store) throws IOException {
        List<Item> items = new ArrayList<>();
        for (SegmentName name : (Iterable<SegmentName>) checkpoint.extent().segmentNames()::iterator) {
            items.add(item(checkpoint, store, name));
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
        boolean others = problems.isEmpty() && !digest.equals(checkpoint.outputDigest());
        return others ? List.of(differs(digest)) : problems;
    }

    /** How many they are. */
    public int size() {
        return items.size();
    }

    /** What all of them hold. */
    SegmentForm form() {
        return checkpoint.run().form();
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

    /** The offset of the first document of the n-th, where anything tells, or else where it must have been if segments were cut as those were that are left. */
    Optional<Long> first(int n) throws IOException {
        Optional<Long> told = told(n);
        return told.isPresent() ? told : between(n);
    }

    private Optional<Long> told(int n) throws IOException {
        if (n == items.size()) {
            return Optional.of(checkpoint.lastIndex());
        }
        Optional<Long> said = known(n).map(SegmentStart.Previous::firstIndex);
        if (said.isPresent()) {
            return said;
        }
        return n == 0 ? Optional.of(checkpoint.firstIndex()) : intact(n - 1).map(Segment::lastIndex);
    }

    /** The offset after its last document, where anything tells. */
    Optional<Long> end(int n) throws IOException {
        return first(n + 1);
    }

    /** A guess, between the nearest offsets that are told; whether it is right, the digest decides. */
    private Optional<Long> between(int n) throws IOException {
        int before = n - 1;
        while (told(before).isEmpty()) {
            before--;
        }
        int after = n + 1;
        while (told(after).isEmpty()) {
            after++;
        }
        LostCuts cuts = new LostCuts(told(before).get(), told(after).get(), after - before - 1);
        return cuts.offset(
                n - before,
                items.stream().flatMap(item -> item.intact().stream()).toList());
    }

    /** The committed position that it was read from, where anything tells. */
    Optional<Position> position(int n) throws IOException {
        return known(n).flatMap(SegmentStart.Previous::position);
    }

    /** Whether any of them is known to have said from where it was read. */
    boolean saysPositions() throws IOException {
        for (int n = 0; n < items.size(); n++) {
            if (position(n).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Where it began: by itself, by the one after it, or, if both are damaged, by what can still be read of its first line, which may be wrong. */
    private Optional<SegmentStart.Previous> known(int n) throws IOException {
        if (intact(n).isPresent()) {
            return intact(n).map(Segment::start).map(Inventory::asPrevious);
        }
        Optional<SegmentStart.Previous> byTheNext = n == items.size() - 1
                ? checkpoint.extent().last().map(LastSegment::asPrevious)
                : intact(n + 1).flatMap(next -> next.start().previous());
        return byTheNext.isPresent()
                ? byTheNext
                : store.beginning(checkpoint.runId(), name(n)).map(Inventory::asPrevious);
    }

    private static SegmentStart.Previous asPrevious(SegmentStart start) {
        return new SegmentStart.Previous(start.firstIndex(), start.position());
    }
}
