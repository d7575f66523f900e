package dev.siiwad.cli.dashboard;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.Tally;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What is in the counted segments of an unfinished run. Each is read once, in their order, a few at every look; so the counts are those of the first {@link #segmentsRead} segments. Memory is
 * bounded but for eight bytes a segment.
 */
final class RunContents {
    static final int QUARANTINED_MAX = 20;

    private static final int SAMPLE_EVERY = 97;
    private static final int FIRST_ROOM = 64;

    private final RunId run;
    private final Deque<Entry.Quarantined> quarantined = new ArrayDeque<>();
    private List<ShownDocument> sample = List.of();
    private Tally tally = Tally.NONE;
    private long[] ends = new long[FIRST_ROOM];
    private int segmentsRead;
    private SegmentName last = new SegmentName(1, 1);
    private long bytes;

    RunContents(RunId run) {
        this.run = run;
    }

    /** Whether what was read is still the beginning of the run: it has not gone back, and is not another. */
    boolean isOf(Checkpoint checkpoint) {
        return checkpoint.runId().equals(run)
                && segmentsRead <= checkpoint.segmentCount()
                && (segmentsRead == 0
                        || name(checkpoint.segments(), segmentsRead).equals(last));
    }

    /** The name of a counted segment. */
    static SegmentName name(List<SegmentRange> ranges, long number) {
        for (SegmentRange range : ranges) {
            if (number <= range.last()) {
                return new SegmentName(number, range.attempt());
            }
        }
        throw new IllegalArgumentException("segment " + number + " is in none of " + ranges);
    }

    /**
     * Reads the next counted segment, and on, as long as there are any and there is time.
     *
     * @throws IOException if a segment is damaged, or the run was published meanwhile; what was read before counts
     */
    void read(Checkpoint checkpoint, SegmentStore store, BooleanSupplier time) throws IOException {
        for (boolean more = segmentsRead < checkpoint.segmentCount();
                more;
                more = segmentsRead < checkpoint.segmentCount() && time.getAsBoolean()) {
            SegmentName name = name(checkpoint.segments(), segmentsRead + 1L);
            Taken taken = new Taken();
            Segment segment = store.read(run, name, taken);
            add(segment, taken);
            last = name;
        }
    }

    private void add(Segment segment, Taken taken) {
        if (segmentsRead == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        ends[segmentsRead++] = segment.lastIndex();
        bytes += segment.bytes();
        tally = tally.plus(segment.tally());
        sample = taken.sample.isEmpty() ? sample : List.copyOf(taken.sample);
        taken.quarantined.forEach(entry -> keepLast(quarantined, entry));
    }

    private static void keepLast(Deque<Entry.Quarantined> all, Entry.Quarantined entry) {
        all.addLast(entry);
        if (all.size() > QUARANTINED_MAX) {
            all.removeFirst();
        }
    }

    /** What of one segment is kept. */
    private static final class Taken implements Consumer<Entry> {
        private final List<ShownDocument> sample = new ArrayList<>();
        private final Deque<Entry.Quarantined> quarantined = new ArrayDeque<>();
        private long kept;

        @Override
        public void accept(Entry entry) {
            if (entry instanceof Entry.Quarantined aside) {
                keepLast(quarantined, ShownDocument.shortened(aside));
            } else if (entry instanceof Entry.Kept document
                    && kept++ % SAMPLE_EVERY == 0
                    && sample.size() < ShownDocument.SHOWN_MAX) {
                sample.add(ShownDocument.of(document.offset(), document.document()));
            }
        }
    }

    int segmentsRead() {
        return segmentsRead;
    }

    /** Of the segments that were read. */
    Tally tally() {
        return tally;
    }

    /** Of the same. */
    long bytes() {
        return bytes;
    }

    /** The offset after the last document of a segment that was read. */
    long end(long segment) {
        return ends[Math.toIntExact(segment) - 1];
    }

    /** The last {@value #QUARANTINED_MAX}, the newest first. */
    List<Entry.Quarantined> quarantined() {
        List<Entry.Quarantined> newestFirst = new ArrayList<>();
        quarantined.descendingIterator().forEachRemaining(newestFirst::add);
        return newestFirst;
    }

    /** Some documents of the newest segment that has any. */
    List<ShownDocument> sample() {
        return sample;
    }
}
