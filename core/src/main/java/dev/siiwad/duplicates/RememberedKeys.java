package dev.siiwad.duplicates;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import java.util.HashMap;
import java.util.Map;

/** Those that the process publishes itself that takes them. At most {@value #BYTES_MAX} bytes of memory; the segments after those are read. */
public final class RememberedKeys implements TakenKeys, KnownKeys {
    private static final int BYTES_MAX = 32 << 20;

    private final KeyBlock block;
    private final int documentsMax;
    private final Map<SegmentName, Integer> places = new HashMap<>();

    /** Those that looking for duplicates in this way takes, if it takes any. */
    public RememberedKeys(Deduplication how) {
        this(how, BYTES_MAX);
    }

    RememberedKeys(Deduplication how, int bytesMax) {
        this.block = new KeyBlock(how.signatures());
        this.documentsMax =
                how.method() == Deduplication.Method.NONE ? 0 : bytesMax / KeyBlock.documentBytes(how.signatures());
    }

    /** Those of an attempt that has written no segment. */
    public static RememberedKeys none() {
        return new RememberedKeys(Deduplication.NONE);
    }

    @Override
    public void add(long offset, Document document) {
        if (!isFull()) {
            block.add(offset, document.text());
        }
    }

    @Override
    public void end(Segment sealed) {
        if (!isFull()) {
            places.put(sealed.name(), block.segments().size());
            block.end(sealed);
        }
    }

    @Override
    public boolean give(SegmentName name, KeyBlock to) {
        if (!places.containsKey(name)) {
            return false;
        }
        to.addSegment(block, places.get(name));
        return true;
    }

    @Override
    public boolean areKept() {
        return false;
    }

    /** From then on for good: the segment with the last of them is not whole. */
    private boolean isFull() {
        return block.size() >= documentsMax;
    }
}
