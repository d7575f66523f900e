package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a checkpoint counts, and compares every document with the one that the source gives. */
final class CountedDocuments {
    private final Shape shape;
    private final Model model;
    private final Map<String, Read> read = new HashMap<>();

    /** A segment that was found right, and the documents set aside in it. */
    private record Read(Segment segment, SortedMap<Long, Entry.Quarantined> setAside) {}

    CountedDocuments(Shape shape, Model model) {
        this.shape = shape;
        this.model = model;
    }

    /** Segments may have changed: all are read again. */
    void forget() {
        read.clear();
    }

    /** What was found right: the documents set aside for attempts that died with them, and which attempt read what. */
    record Counted(SortedMap<Long, Entry.Quarantined> setAside, List<Receipt.Range> ranges) {}

    Counted require(Checkpoint checkpoint, SegmentStore store) throws IOException {
        SortedMap<Long, Entry.Quarantined> setAside = new TreeMap<>();
        List<Receipt.Range> ranges = new ArrayList<>();
        OutputDigest digest = OutputDigest.EMPTY;
        long offset = checkpoint.firstIndex();
        long kept = 0;
        long number = 1;
        for (SegmentRange range : checkpoint.segments()) {
            long rangeFirst = offset;
            for (; number <= range.last(); number++) {
                Read segment = read(checkpoint, new SegmentName(number, range.attempt()), offset, store);
                setAside.putAll(segment.setAside());
                digest = digest.plus(segment.segment());
                offset = segment.segment().lastIndex();
                kept += segment.segment().tally().kept();
            }
            ranges.add(new Receipt.Range(range.attempt(), rangeFirst, offset));
        }
        assertThat(offset).as("last_index, and what the segments hold").isEqualTo(checkpoint.lastIndex());
        assertThat(kept).as("processed_count, and what the segments hold").isEqualTo(checkpoint.processedCount());
        assertThat(digest).as("output_digest").isEqualTo(checkpoint.outputDigest());
        return new Counted(setAside, ranges);
    }

    private Read read(Checkpoint checkpoint, SegmentName name, long offset, SegmentStore store) throws IOException {
        String key = checkpoint.runId() + " " + name;
        Read known = read.get(key);
        if (known == null || store.length(checkpoint.runId(), name).isEmpty()) {
            List<Entry> entries = new ArrayList<>();
            Segment segment = store.read(checkpoint.runId(), name, entries::add);
            known = new Read(segment, compared(segment, entries, checkpoint));
            read.put(key, known);
        }
        assertThat(known.segment().firstIndex())
                .as("first_index of segment " + name)
                .isEqualTo(offset);
        return known;
    }

    private SortedMap<Long, Entry.Quarantined> compared(Segment segment, List<Entry> entries, Checkpoint checkpoint) {
        int edition = ShapedSource.editionOf(checkpoint.snapshot());
        SortedMap<Long, Entry.Quarantined> setAside = new TreeMap<>();
        Iterator<Entry> found = entries.iterator();
        Optional<Entry> entry = next(found);
        for (long offset = segment.firstIndex(); offset < segment.lastIndex(); offset++) {
            long current = offset;
            Optional<Entry> here = entry.filter(other -> other.offset() == current);
            if (isSetAside(here)) {
                setAside.put(offset, (Entry.Quarantined) here.get());
                requireRightlySetAside((Entry.Quarantined) here.get(), checkpoint.runId());
            } else {
                assertThat(here)
                        .as("document " + offset + " in segment " + segment.name())
                        .isEqualTo(shape.entry(edition, offset));
                assertThat(shape.poison())
                        .as("a poisonous document was processed")
                        .doesNotContainKey(offset);
            }
            entry = here.isPresent() ? next(found) : entry;
        }
        assertThat(entry)
                .as("behind the last document of segment " + segment.name())
                .isEmpty();
        return setAside;
    }

    private void requireRightlySetAside(Entry.Quarantined entry, RunId run) {
        assertThat(entry.documentId()).isEqualTo("offset-" + entry.offset());
        assertThat(entry.reason())
                .matches(
                        "3 attempts died with it in hand; it follows position \"(|document=\\d+ asked=\\w+ mark=\\w+)\"");
        model.requireGuilty(run, entry.offset(), shape.poison().containsKey(entry.offset()));
    }

    private static boolean isSetAside(Optional<Entry> entry) {
        return entry.isPresent()
                && entry.get() instanceof Entry.Quarantined quarantined
                && quarantined.documentId().startsWith("offset-");
    }

    private static Optional<Entry> next(Iterator<Entry> entries) {
        return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }
}
