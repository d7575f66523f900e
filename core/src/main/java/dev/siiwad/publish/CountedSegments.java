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
import java.util.List;
import java.util.function.Consumer;

/** Reads all segments that a checkpoint counts, in order, and proves that they are the ones that were counted. */
public final class CountedSegments {
    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final List<Receipt.Range> ranges = new ArrayList<>();
    private Tally tally = Tally.NONE;

    public CountedSegments(Checkpoint checkpoint, SegmentStore store) {
        this.checkpoint = checkpoint;
        this.store = store;
    }

    /**
     * Gives every entry in the order of offsets. Called once. What was given counts only if this returns.
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
                Segment segment = store.read(checkpoint.runId(), name, entries);
                if (segment.firstIndex() != offset) {
                    throw new DamagedSegmentException("segment " + name + " of run " + checkpoint.runId()
                            + " begins at offset " + segment.firstIndex() + "; expected " + offset);
                }
                offset = segment.lastIndex();
                digest = digest.plus(segment);
                tally = tally.plus(segment.tally());
            }
            ranges.add(new Receipt.Range(range.attempt(), rangeFirst, offset));
        }
        requireCounted("last_index", offset, checkpoint.lastIndex());
        requireCounted("processed_count", tally.kept(), checkpoint.processedCount());
        requireCounted(
                "output_digest", digest.value(), checkpoint.outputDigest().value());
    }

    /** What became of all documents, once {@link #forEach} has returned. */
    public Tally tally() {
        return tally;
    }

    /** Which attempt read what, once {@link #forEach} has returned. */
    public List<Receipt.Range> ranges() {
        return List.copyOf(ranges);
    }

    private void requireCounted(String name, Object found, Object counted) throws DamagedSegmentException {
        if (!found.equals(counted)) {
            throw new DamagedSegmentException("the segments of run " + checkpoint.runId() + " come to " + name + " "
                    + found + "; the checkpoint counts " + counted);
        }
    }
}
