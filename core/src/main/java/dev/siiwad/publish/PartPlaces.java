package dev.siiwad.publish;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Where the parts of a dataset are among its segments. A document belongs to the part in which its text begins: part {@code floor(bytes of published text before it / bytes of a
 * part)}. Each segment says how much text is before it, so that the place of a part is found in the first lines of a few of them; what they say is proved when they are read.
 * A text longer than a part leaves parts empty. Used by several threads.
 */
public final class PartPlaces {
    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final Removals removals;
    private final LongConsumer documents;
    private final long partTextBytes;
    private final List<SegmentName> names;
    private final Map<Long, Long> publishedBefore = new HashMap<>();
    private final long published;

    /** @param documents told how many were read, after each segment; by several threads */
    PartPlaces(Checkpoint checkpoint, SegmentStore store, Removals removals, LongConsumer documents, long partTextBytes)
            throws IOException {
        this.checkpoint = checkpoint;
        this.store = store;
        this.removals = removals.cursor();
        this.documents = documents;
        this.partTextBytes = partTextBytes;
        this.names = checkpoint.extent().segmentNames();
        this.published = published(names.size() + 1L);
    }

    /** Whether the places of parts can be found so: not in runs that earlier versions began, nor where it is not known how much text is removed. */
    static boolean areKnown(Checkpoint checkpoint, Removals removals) throws IOException {
        return checkpoint.run().form().isMeasured()
                && checkpoint.lastSegment().isPresent()
                && removals.textBytesBefore(checkpoint.lastSegment().get(), checkpoint.lastIndex())
                        .isPresent();
    }

    /** How many parts there are, empty ones included. */
    public long count() {
        return published / partTextBytes + 1;
    }

    /**
     * Reads a part.
     *
     * @param entries given what is published of it, and what is quarantined in the segments that begin in it, in the order of offsets; it counts only if this returns
     * @throws DamagedSegmentException naming the segment that is missing or changed
     */
    public PartContent read(long part, Consumer<? super Entry> entries) throws IOException {
        long first = first(part);
        long end = part == count() - 1 ? names.size() + 1L : first(part + 1);
        return new PartReading(part, first, removals.cursor(), entries).upTo(end);
    }

    /** Gives what is quarantined in segments that were read before. */
    public void forEachQuarantined(PartContent content, Consumer<Entry.Quarantined> entries) throws IOException {
        for (int n = 0; n < content.segments().size(); n++) {
            store.read(checkpoint.runId(), name(content.first() + n), entry -> {
                if (entry instanceof Entry.Quarantined quarantined) {
                    entries.accept(quarantined);
                }
            });
        }
    }

    /** The number of the first segment that begins in a part or after it. */
    private long first(long part) throws IOException {
        long low = 1;
        long high = names.size() + 1L;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (published(middle) >= part * partTextBytes) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How much of the text before a segment is published; of the one after the last, of all. */
    private synchronized long published(long number) throws IOException {
        Long known = publishedBefore.get(number);
        if (known != null) {
            return known;
        }
        long before = number > names.size()
                ? checkpoint.extent().textBytes() - removed(name(names.size()), checkpoint.lastIndex(), removals)
                : published(beginning(number), removals);
        publishedBefore.put(number, before);
        return before;
    }

    private long published(SegmentStart start, Removals by) throws IOException {
        return textBefore(start) - removed(start.name(), start.firstIndex(), by);
    }

    private long textBefore(SegmentStart start) throws DamagedSegmentException {
        return start.textBefore()
                .orElseThrow(() ->
                        new DamagedSegmentException(where(start.name()) + ": does not say how much text is before it"));
    }

    private static long removed(SegmentName name, long offset, Removals by) throws IOException {
        OptionalLong removed = by.textBytesBefore(name, offset);
        return removed.orElseThrow(() -> new IllegalStateException("nobody knows how much text is removed"));
    }

    /** What cannot be read there is damaged, and that is what reading all of it says. */
    private SegmentStart beginning(long number) throws IOException {
        Optional<SegmentStart> start = store.beginning(checkpoint.runId(), name(number));
        return start.isPresent()
                ? start.get()
                : store.read(checkpoint.runId(), name(number), entry -> {}).start();
    }

    private SegmentName name(long number) {
        return names.get((int) (number - 1));
    }

    private String where(SegmentName name) {
        return store.where(checkpoint.runId(), name);
    }

    /** One part, read by one thread. */
    private final class PartReading {
        private final long part;
        private final long first;
        private final Removals by;
        private final Consumer<? super Entry> entries;
        private final ContentBuilder content;

        PartReading(long part, long first, Removals by, Consumer<? super Entry> entries) {
            this.part = part;
            this.first = first;
            this.by = by;
            this.entries = entries;
            this.content = new ContentBuilder(first);
        }

        /** From the segment before its first, in which a document of it may begin, to that before the first of the next part. */
        PartContent upTo(long end) throws IOException {
            long before = 0;
            for (long number = Math.max(1, first - 1); number < end; number++) {
                SegmentStart start = beginning(number);
                before = published(start, by);
                require(number, number < first ? before < from() : before >= from() && before < from() + partTextBytes);
                Segment segment = read(start, before, number >= first);
                require(
                        number,
                        segment.start().textBefore().equals(start.textBefore())
                                && segment.firstIndex() == start.firstIndex());
                if (number >= first) {
                    content.add(segment);
                    documents.accept(segment.tally().read());
                }
            }
            return content.build();
        }

        private long from() {
            return part * partTextBytes;
        }

        private Segment read(SegmentStart start, long publishedBefore, boolean own) throws IOException {
            Removals.Part removed = by.of(start.name());
            long[] before = {publishedBefore};
            return store.read(checkpoint.runId(), start.name(), entry -> {
                if (own) {
                    content.note(entry);
                }
                if (entry instanceof Entry.Kept kept) {
                    Removals.Removal removal = removed.removed().get(kept.offset());
                    if (removal == null) {
                        if (before[0] / partTextBytes == part) {
                            entries.accept(removed.published(kept));
                        }
                        before[0] += kept.stored().textBytes();
                    } else if (own) {
                        content.remove(removal.reason());
                    }
                } else if (own) {
                    entries.accept(entry);
                }
            });
        }

        /** A segment that was read proves what its first line says; one that says something else was changed since. */
        private void require(long number, boolean asFound) throws DamagedSegmentException {
            if (!asFound) {
                throw new DamagedSegmentException(
                        where(name(number)) + ": does not begin where its part " + part + " was found");
            }
        }
    }
}
