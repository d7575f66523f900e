package dev.siiwad.publish;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What all slices of a shared run have read, as if one run had: their segments are numbered on from slice to slice, and so are offsets and attempts. Only to be read; what
 * else is kept of the run, such as payloads, is kept with the plan. It may be read by several threads if what it joins may.
 */
public final class JoinedSegments implements SegmentStore {
    private final Checkpoint plan;
    private final SegmentStore whole;
    private final List<Placed> shares;

    /**
     * One slice, read to its end.
     *
     * @param checkpoint its last one, without the places of the segments before its last, which are for those who repair: as many as 64 for each of thousands of slices
     * @param segments where its segments are
     */
    public record Share(Checkpoint checkpoint, SegmentStore segments) {
        public Share {
            if (!checkpoint.exhausted() || checkpoint.firstIndex() != 0) {
                throw new IllegalArgumentException(
                        "slice " + checkpoint.source() + " of run " + checkpoint.runId() + " has not read everything");
            }
            checkpoint = checkpoint.withoutPredecessors();
        }
    }

    /**
     * Where a segment of the whole is.
     *
     * @param local its name there
     * @param offset how many documents are before its slice
     */
    public record Place(Share share, SegmentName local, long offset) {}

    /** A share, and how many segments, documents, bytes of text and attempts are before it. */
    private record Placed(Share share, long segments, long offset, long textBytes, int attempts) {
        Placed next(Share share) {
            Checkpoint checkpoint = this.share.checkpoint();
            return new Placed(
                    share,
                    segments + checkpoint.segmentCount(),
                    offset + checkpoint.lastIndex(),
                    textBytes + checkpoint.extent().textBytes(),
                    attempts + checkpoint.segments().size());
        }

        SegmentStart moved(SegmentName name, SegmentStart start) {
            OptionalLong textBefore = start.textBefore().isPresent()
                    ? OptionalLong.of(start.textBefore().getAsLong() + textBytes)
                    : OptionalLong.empty();
            return new SegmentStart(
                    name, start.firstIndex() + offset, Optional.empty(), Predecessors.NONE, start.form(), textBefore);
        }

        SegmentName local(SegmentName name) {
            return new SegmentName(
                    name.number() - segments,
                    share.checkpoint()
                            .segments()
                            .get(name.attempt() - attempts - 1)
                            .attempt());
        }
    }

    /**
     * @param plan the checkpoint of the run itself
     * @param whole where that run keeps what is not of a slice
     * @param shares all slices in order; at least one
     */
    public JoinedSegments(Checkpoint plan, SegmentStore whole, List<Share> shares) {
        this.plan = plan;
        this.whole = whole;
        List<Placed> placed = new ArrayList<>(List.of(new Placed(shares.get(0), 0, 0, 0, 0)));
        for (Share share : shares.subList(1, shares.size())) {
            placed.add(placed.get(placed.size() - 1).next(share));
        }
        this.shares = List.copyOf(placed);
    }

    /** What they count together, as the checkpoint of one run that has read all; it is never stored. */
    public Checkpoint checkpoint() {
        List<SegmentRange> ranges = new ArrayList<>();
        OutputDigest digest = OutputDigest.EMPTY;
        long kept = 0;
        long lastBytes = 0;
        for (Placed placed : shares) {
            Checkpoint slice = placed.share().checkpoint();
            for (SegmentRange range : slice.segments()) {
                ranges.add(new SegmentRange(ranges.size() + 1, placed.segments() + range.last()));
            }
            kept += slice.processedCount();
            if (slice.segmentCount() > 0) {
                digest = digest.plus(slice.outputDigest().value());
                lastBytes = slice.lastSegmentBytes();
            }
        }
        Placed last = shares.get(shares.size() - 1);
        Checkpoint lastSlice = last.share().checkpoint();
        Position position = lastSlice.position();
        Extent extent = new Extent(
                last.offset() + lastSlice.lastIndex(),
                kept,
                last.textBytes() + lastSlice.extent().textBytes(),
                position,
                ranges,
                lastBytes,
                Optional.empty(),
                digest,
                true,
                false);
        Claim claim = new Claim(ranges.size() + plan.attempt(), 0, Optional.empty(), plan.owner());
        return new Checkpoint(plan.run(), claim, extent, plan.timestamp(), plan.extra());
    }

    /** The numbers of the last segments of the slices, of those that have any: the output digest is a chain over the chains that end there. */
    public SortedSet<Long> ends() {
        SortedSet<Long> ends = new TreeSet<>();
        for (Placed placed : shares) {
            if (placed.share().checkpoint().segmentCount() > 0) {
                ends.add(placed.segments() + placed.share().checkpoint().segmentCount());
            }
        }
        return ends;
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        Placed placed = of(name);
        Segment segment = placed.share()
                .segments()
                .read(run, placed.local(name), entry -> entries.accept(moved(entry, placed.offset())));
        return new Segment(
                placed.moved(name, segment.start()),
                segment.lastIndex() + placed.offset(),
                segment.tally(),
                segment.textBytes(),
                segment.bytes(),
                segment.digest());
    }

    private static Entry moved(Entry entry, long by) {
        if (entry instanceof Entry.Kept kept) {
            return new Entry.Kept(kept.offset() + by, kept.stored());
        }
        if (entry instanceof Entry.Rejected rejected) {
            return new Entry.Rejected(rejected.offset() + by, rejected.document(), rejected.rule(), rejected.value());
        }
        return ((Entry.Quarantined) entry).movedBy(by);
    }

    /** @throws IllegalArgumentException if no slice counts it */
    public Place place(SegmentName name) {
        Placed placed = of(name);
        return new Place(placed.share(), placed.local(name), placed.offset());
    }

    private Placed of(SegmentName name) {
        int low = 0;
        int high = shares.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (shares.get(middle).segments() < name.number()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Placed placed = shares.get(low);
        if (name.number() > placed.segments()
                && name.number()
                        <= placed.segments() + placed.share().checkpoint().segmentCount()) {
            return placed;
        }
        throw new IllegalArgumentException("segment " + name + " of run " + plan.runId() + ": no slice counts it");
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) throws IOException {
        Placed placed = of(name);
        return placed.share().segments().length(run, placed.local(name));
    }

    @Override
    public String where(RunId run, SegmentName name) {
        Placed placed = of(name);
        return placed.share().segments().where(run, placed.local(name));
    }

    @Override
    public SegmentWriter create(RunId run, SegmentStart start) {
        throw onlyToRead();
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException {
        Placed placed = of(name);
        return placed.share().segments().beginning(run, placed.local(name)).map(start -> placed.moved(name, start));
    }

    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) {
        throw onlyToRead();
    }

    @Override
    public Set<SegmentName> present(RunId run) {
        throw onlyToRead();
    }

    private IllegalStateException onlyToRead() {
        return new IllegalStateException("the segments of all slices of run " + plan.runId() + " are only to be read");
    }

    @Override
    public int highestAttempt(RunId run) throws IOException {
        return whole.highestAttempt(run);
    }

    @Override
    public boolean recordAttempt(RunId run, int attempt) throws IOException {
        return whole.recordAttempt(run, attempt);
    }

    @Override
    public String where(RunId run, String snapshotId) {
        return whole.where(run, snapshotId);
    }

    @Override
    public void storePayload(RunId run, String snapshotId, String payload) throws IOException {
        whole.storePayload(run, snapshotId, payload);
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) throws IOException {
        return whole.payload(run, snapshotId);
    }

    @Override
    public SortedSet<RunId> runs() throws IOException {
        return whole.runs();
    }

    @Override
    public void retainOnly(Needed needed) throws IOException {
        whole.retainOnly(needed);
    }
}
