package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Removals;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;

/**
 * Finds out which of the documents that a run has kept are published, once all is read: the first of those that are the same, and of those that are similar. What it finds
 * depends on the documents and their order alone, and is kept beside the segments, as is what it has found out on the way; so it goes on where it was stopped, and goes
 * with the segments.
 *
 * <p>Takes at most 200 MB of memory, 32 bytes for each document that goes, and where similar ones are looked for, 16 for each document and 200 for each that goes for that.
 */
public final class DuplicatePass {
    /** How many documents a run may keep whose similar ones are looked for. */
    public static final int DOCUMENTS_MAX = 200_000_000;

    private final Deduplication how;
    private final SegmentStore segments;
    private final SortedSet<Long> ends;
    private final BooleanSupplier stopRequested;

    /**
     * @param ends the numbers of the last segments of slices, if the run was shared
     * @param stopRequested asked before each segment is read
     */
    public DuplicatePass(
            Deduplication how, SegmentStore segments, SortedSet<Long> ends, BooleanSupplier stopRequested) {
        this.ends = ends;
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
        return lists.complete() || find(exhausted, afresh, lists) ? Optional.of(lists) : Optional.empty();
    }

    private boolean find(Checkpoint exhausted, boolean afresh, KeptLists lists) throws IOException {
        KeyBlocks blocks = new KeyBlocks(exhausted, segments, ends, how, stopRequested, afresh);
        ExactDuplicates exact = new ExactDuplicates();
        if (!exact.find(blocks, exhausted.processedCount())) {
            return false;
        }
        Findings findings = exact.findings();
        if (how.signatures().isPresent()) {
            Optional<Map<Long, Long>> twins = near(exhausted, blocks).of(exact.gone());
            if (twins.isEmpty()) {
                return false;
            }
            findings = findings.with(twins.get());
        }
        for (int n = 0; n < exact.spans().size(); n++) {
            ExactDuplicates.Span span = exact.spans().get(n);
            lists.store(span.from(), RemovalList.text(span.until(), findings.removed(n), findings.clusters(n)));
        }
        return true;
    }

    private NearDuplicates near(Checkpoint exhausted, KeyBlocks blocks) throws IOException {
        if (exhausted.processedCount() > DOCUMENTS_MAX) {
            throw new IOException("run " + exhausted.runId() + " has kept " + exhausted.processedCount()
                    + " documents; similar ones are looked for among at most " + DOCUMENTS_MAX);
        }
        return new NearDuplicates(exhausted, segments, blocks, stopRequested, how.leaderLongs());
    }
}
