package dev.siiwad.duplicates;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Segment;
import java.io.IOException;

/**
 * The keys of the documents that one attempt keeps, taken while it writes them, so that nobody has to read them again for that. At most {@value #BYTES_MAX} bytes of memory at once; once they
 * are full, the segments after those are read. Used by one thread at a time.
 */
public abstract class TakenKeys {
    private static final int BYTES_MAX = 32 << 20;

    private final Deduplication how;
    private final int documentsMax;
    private KeyBlock block;

    TakenKeys(Deduplication how) {
        this(how, BYTES_MAX);
    }

    TakenKeys(Deduplication how, int bytesMax) {
        this.how = how;
        this.documentsMax =
                how.method() == Deduplication.Method.NONE ? 0 : bytesMax / KeyBlock.documentBytes(how.signatures());
        this.block = new KeyBlock(how.signatures());
    }

    /** The next document of the segment that {@link #end} ends. */
    public final void add(long offset, Document document) {
        if (!isFull()) {
            block.add(offset, document.text());
        }
    }

    /** Ends a segment, which nothing counts yet. */
    public final void end(Segment sealed) {
        if (!isFull()) {
            block.end(sealed);
        }
    }

    /**
     * Makes durable what is to be, before its segments are counted.
     *
     * @param all also what would wait for more
     */
    public void keep(boolean all) throws IOException {}

    final KeyBlock block() {
        return block;
    }

    /** Forgets what was taken, for what comes next. */
    final void begin() {
        block = new KeyBlock(how.signatures());
    }

    /** From then on for good: the segment with the last of them is not whole. */
    final boolean isFull() {
        return block.size() >= documentsMax;
    }
}
