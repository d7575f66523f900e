package dev.siiwad.duplicates;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Optional;

/**
 * Those of a slice, for whichever process publishes: kept beside its segments, block by block, each named after its first segment. The first block of an attempt begins with the first
 * segment of it, and each further one after the last segment of the one before; what an attempt has not kept that was killed, is read.
 */
public final class KeptKeys extends TakenKeys {
    private final SegmentStore segments;
    private final RunId run;
    private final Deduplication how;

    /** @param segments of the slice */
    public KeptKeys(SegmentStore segments, RunId run, Deduplication how) {
        super(how);
        this.segments = segments;
        this.run = run;
        this.how = how;
    }

    @Override
    public void keep(boolean all) throws IOException {
        boolean due = all || block().size() >= how.blockDocuments();
        if (due && !isFull() && !block().segments().isEmpty()) {
            segments.storePayload(run, name(how, block().segments().get(0).name()), block().text());
            begin();
        }
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
