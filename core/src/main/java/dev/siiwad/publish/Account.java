package dev.siiwad.publish;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the segments that a checkpoint counts come to, as they are read or were read by somebody else, in order; and whether they are the ones that it counts. Used by one thread. */
final class Account {
    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final DigestChain digest;
    private final List<Receipt.Range> ranges = new ArrayList<>();
    private final List<Receipt.Unit> units = new ArrayList<>();
    private final SortedMap<String, Long> removed = new TreeMap<>();
    private long setAside;
    private Tally counted = Tally.NONE;
    private long number;
    private long rangeFirst;
    private long offset;

    Account(Checkpoint checkpoint, SegmentStore store, SortedSet<Long> ends) {
        this.checkpoint = checkpoint;
        this.store = store;
        this.digest = new DigestChain(ends);
        this.rangeFirst = checkpoint.firstIndex();
        this.offset = checkpoint.firstIndex();
    }

    /**
     * The next ones.
     *
     * @throws DamagedSegmentException if others are next, or the last is not as the checkpoint knows it
     */
    void add(PartContent content) throws DamagedSegmentException {
        if (!content.segments().isEmpty() && content.first() != number + 1) {
            throw new DamagedSegmentException(
                    between() + ": segment " + content.first() + " follows segment " + number);
        }
        for (PartContent.Counted segment : content.segments()) {
            number++;
            requireLength(segment.bytes());
            offset = segment.lastIndex();
            digest.add(segment.digest());
            endRange();
        }
        counted = counted.plus(content.tally());
        content.removed().forEach((reason, count) -> removed.merge(reason, count, Long::sum));
        setAside += content.setAside();
        content.units().stream()
                .limit(Receipt.SetAside.NAMED_MAX - (long) units.size())
                .forEach(units::add);
    }

    private void endRange() {
        SegmentRange range = checkpoint
                .segments()
                .get(Math.min(ranges.size(), checkpoint.segments().size() - 1));
        if (number == range.last()) {
            ranges.add(new Receipt.Range(range.attempt(), rangeFirst, offset));
            rangeFirst = offset;
        }
    }

    /** The offset that was reached. */
    long offset() {
        return offset;
    }

    /** All were added. */
    void end() throws DamagedSegmentException {
        requireCounted("last_index", offset, checkpoint.lastIndex());
        requireCounted("processed_count", counted.kept(), checkpoint.processedCount());
        requireCounted(
                "output_digest",
                digest.value().value(),
                checkpoint.outputDigest().value());
    }

    /** What became of all documents, those that are not published counted as dropped. */
    Tally tally() {
        return counted.without(removed);
    }

    Receipt.SetAside setAside() {
        return new Receipt.SetAside(setAside, units);
    }

    List<Receipt.Range> ranges() {
        return List.copyOf(ranges);
    }

    /** The checkpoint knows the length of the last one. */
    private void requireLength(long bytes) throws DamagedSegmentException {
        if (number == checkpoint.segmentCount() && bytes != checkpoint.lastSegmentBytes()) {
            SegmentName last = checkpoint.lastSegment().orElseThrow();
            throw new DamagedSegmentException(store.where(checkpoint.runId(), last) + ": has " + bytes
                    + " bytes; the checkpoint counts " + checkpoint.lastSegmentBytes());
        }
    }

    /** Each segment is whole in itself, and one of them is another than the one that was counted. */
    private void requireCounted(String name, Object found, Object expected) throws DamagedSegmentException {
        if (!found.equals(expected)) {
            throw new DamagedSegmentException(between() + ": come to " + name + " " + found + "; the checkpoint counts "
                    + expected + ". One of them was replaced by another");
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
