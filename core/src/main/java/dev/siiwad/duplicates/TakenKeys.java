package dev.siiwad.duplicates;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys of the documents that one attempt has kept, taken while it writes them, so that nobody has to read them again for that. At most {@value #BYTES_MAX} bytes of
 * memory; the segments after those are read. Used by one thread at a time.
 */
public final class TakenKeys {
    private static final int BYTES_MAX = 32 << 20;

    private final KeyBlock block;
    private final int documentsMax;
    private final Map<SegmentName, Integer> places = new HashMap<>();

    /** Those that looking for duplicates in this way takes, if it takes any. */
    public TakenKeys(Deduplication how) {
        this(how, BYTES_MAX);
    }

    TakenKeys(Deduplication how, int bytesMax) {
        this.block = new KeyBlock(how.signatures());
        this.documentsMax =
                how.method() == Deduplication.Method.NONE ? 0 : bytesMax / KeyBlock.documentBytes(how.signatures());
    }

    /** Those of an attempt that has written no segment. */
    public static TakenKeys none() {
        return new TakenKeys(Deduplication.NONE);
    }

    /** The next document of the segment that {@link #end} ends. */
    public void add(long offset, Document document) {
        if (!isFull()) {
            block.add(offset, document.text());
        }
    }

    public void end(Segment sealed) {
        if (!isFull()) {
            places.put(sealed.name(), block.segments().size());
            block.end(sealed);
        }
    }

    /** Adds those of a segment to a block, and ends the segment there, unless it has none of it. */
    boolean give(SegmentName name, KeyBlock to) {
        if (!places.containsKey(name)) {
            return false;
        }
        to.addSegment(block, places.get(name));
        return true;
    }

    /** From then on for good: the segment with the last of them is not whole. */
    private boolean isFull() {
        return block.size() >= documentsMax;
    }
}
