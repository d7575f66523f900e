package dev.siiwad.duplicates;

import dev.siiwad.document.Document;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Optional;

/**
 * Those of a slice, for whichever process publishes: kept beside its segments, block by block, each named after its first segment. The first block of an attempt begins with the first
 * segment of it, and each further one after the last segment of the one before; what an attempt has not kept that was killed, is read.
 */
public final class KeptKeys implements TakenKeys {
    private final SegmentStore segments;
    private final RunId run;
    private final Deduplication how;
    private KeyBlock block;

    /** @param segments of the slice */
    public KeptKeys(SegmentStore segments, RunId run, Deduplication how) {
        this.segments = segments;
        this.run = run;
        this.how = how;
        this.block = new KeyBlock(how.signatures());
    }

    @Override
    public void add(long offset, Document document) {
        if (isTaken()) {
            block.add(offset, document.text());
        }
    }

    @Override
    public void end(Segment sealed) {
        if (isTaken()) {
            block.end(sealed);
        }
    }

    @Override
    public void keep(boolean all) throws IOException {
        if (!block.segments().isEmpty() && (all || block.size() >= how.blockDocuments())) {
            segments.storePayload(run, name(how, block.segments().get(0).name()), block.text());
            block = new KeyBlock(how.signatures());
        }
    }

    private boolean isTaken() {
        return how.method() != Deduplication.Method.NONE;
    }

    /** The block that begins with a segment of a slice, if one is kept. */
    static Optional<KeyBlock> read(SegmentStore segments, RunId run, SegmentName first, Deduplication how)
            throws IOException {
        return Kept.read(segments, run, name(how, first), text -> KeyBlock.parse(text, how.signatures()))
                .filter(block -> !block.segments().isEmpty());
    }

    private static String name(Deduplication how, SegmentName first) {
        return "taken keys " + how.describe().orElseThrow() + " from " + first;
    }
}
