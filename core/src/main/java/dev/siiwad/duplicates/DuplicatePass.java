package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Removals;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds out which of the documents that a run has kept are published, once all is read: the first of those that are the same. What it finds depends on the documents
 * and their order alone, and is kept beside the segments, as is what it has found out on the way; so it goes on where it was stopped, and goes with the segments.
 *
 * <p>Takes at most 100 bytes of memory for each of {@value #DOCUMENTS_AT_ONCE} documents, and 32 for each that goes, however many there are: of more, it looks at
 * the keys several times, at a part of them each time.
 */
public final class DuplicatePass {
    /** Why a document goes, as it is counted. */
    public static final String REASON = "duplicate";

    static final int DOCUMENTS_AT_ONCE = 2_000_000;

    private final Deduplication how;
    private final SegmentStore segments;
    private final BooleanSupplier stopRequested;

    /** @param stopRequested asked before each segment is read */
    public DuplicatePass(Deduplication how, SegmentStore segments, BooleanSupplier stopRequested) {
        this.how = how;
        this.segments = segments;
        this.stopRequested = stopRequested;
    }

    /** Whether there is anything to find out; where there is not, all is published. */
    public boolean isNeeded() {
        return how.method() != Deduplication.Method.NONE;
    }

    /**
     * What is not to be published of what an exhausted checkpoint counts. It is durable on return.
     *
     * @param afresh whether to read all segments again, because what was kept of them before has proved wrong
     * @return empty if the run was asked to stop; what was found out so far is kept
     * @throws DamagedSegmentException if a segment is not the one that was counted
     */
    public Optional<Removals> of(Checkpoint exhausted, boolean afresh) throws IOException {
        if (!isNeeded()) {
            return Optional.of(Removals.NONE);
        }
        KeptLists lists = new KeptLists(exhausted, segments, how.describe().orElseThrow());
        if (lists.complete()) {
            return Optional.of(lists);
        }
        KeyBlocks blocks = new KeyBlocks(exhausted, segments, how.blockDocuments(), stopRequested, afresh);
        int parts = 1 + (int) (exhausted.processedCount() / DOCUMENTS_AT_ONCE);
        List<Span> spans = new ArrayList<>();
        Findings findings = new Findings();
        for (int part = 0; part < parts; part++) {
            if (!find(part, parts, blocks, spans, findings)) {
                return Optional.empty();
            }
        }
        for (int n = 0; n < spans.size(); n++) {
            String list = RemovalList.text(spans.get(n).until(), REASON, findings.removed(n), findings.clusters(n));
            lists.store(spans.get(n).from(), list);
        }
        return Optional.of(lists);
    }

    /** The segments of one block, from the first to the last. */
    private record Span(SegmentName from, SegmentName until) {}

    /** One look at all keys, which finds what is the same among a part of them. */
    private static boolean find(int part, int parts, KeyBlocks blocks, List<Span> spans, Findings findings)
            throws IOException {
        FirstOfKey seen = new FirstOfKey();
        boolean read = blocks.forEach((from, block) -> {
            if (part == 0) {
                spans.add(new Span(from, block.last()));
                findings.block(block.firstOffset());
            }
            block.forEach((offset, key) -> {
                if (Math.floorMod(key.high(), parts) == part) {
                    long first = seen.add(offset, key);
                    if (first != offset) {
                        findings.remove(offset, first);
                    }
                }
            });
        });
        seen.clusters(findings::cluster);
        return read;
    }
}
