package dev.siiwad.publish;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what is found in segments that follow each other. Used by one thread. */
final class ContentBuilder {
    private final long first;
    private final List<PartContent.Counted> segments = new ArrayList<>();
    private final List<Receipt.Unit> units = new ArrayList<>();
    private final SortedMap<String, Long> removed = new TreeMap<>();
    private long setAside;
    private Tally tally = Tally.NONE;

    /** @param first the number of the first segment */
    ContentBuilder(long first) {
        this.first = first;
    }

    void note(Entry entry) {
        if (entry instanceof Entry.Quarantined quarantined && quarantined.unit()) {
            setAside++;
            if (units.size() < Receipt.SetAside.NAMED_MAX) {
                units.add(new Receipt.Unit(entry.offset(), quarantined.documentId(), quarantined.reason()));
            }
        }
    }

    void remove(String reason) {
        removed.merge(reason, 1L, Long::sum);
    }

    /** The next one, once all of it was read. */
    void add(Segment segment) {
        segments.add(new PartContent.Counted(segment.lastIndex(), segment.bytes(), segment.digest()));
        tally = tally.plus(segment.tally());
    }

    PartContent build() {
        return new PartContent(first, segments, tally, new TreeMap<>(removed), setAside, units);
    }
}
