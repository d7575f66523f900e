package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Datasets;
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
 * depends on the documents and their order alone, and on those of the datasets that they are compared with; it is kept beside the segments, as is what it has found out on the way;
 * so it goes on where it was stopped, and goes with the segments.
 *
 * <p>Takes at most 200 MB of memory, 32 bytes for each document that goes, and where similar ones are looked for, 16 for each document and 200 for each that goes for that; 150 more for
 * each that goes for one of another dataset.
 */
public final class DuplicatePass {
    /** How many documents a run may keep whose similar ones are looked for. */
    public static final int DOCUMENTS_MAX = 200_000_000;

    private static final String SIMILAR = "similar ones";

    private final Deduplication how;
    private final SegmentStore segments;
    private final SortedSet<Long> ends;
    private final Datasets datasets;
    private final KnownKeys known;
    private final BooleanSupplier stopRequested;

    /**
     * @param ends the numbers of the last segments of slices, if the run was shared
     * @param known what need not be read for
     * @param stopRequested asked before each segment is read, and before each document of another dataset
     */
    public DuplicatePass(
            Deduplication how,
            SegmentStore segments,
            SortedSet<Long> ends,
            Datasets datasets,
            KnownKeys known,
            BooleanSupplier stopRequested) {
        this.ends = ends;
        this.how = how;
        this.segments = segments;
        this.datasets = datasets;
        this.known = known;
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
     * @throws ChangedDatasetException if a dataset is not the one any more that documents were to be compared with
     * @throws DamagedSegmentException if a segment is not the one that was counted
     */
    public Optional<Removals> of(Checkpoint exhausted, boolean afresh) throws IOException {
        if (!isNeeded()) {
            return Optional.of(Removals.NONE);
        }
        KeptLists lists = new KeptLists(exhausted, segments, how.nameOfLists());
        return lists.complete() || find(exhausted, afresh, lists) ? Optional.of(lists) : Optional.empty();
    }

    /** The same if it was found out before, by whomever; empty if it was not. */
    public Optional<Removals> found(Checkpoint exhausted) throws IOException {
        if (!isNeeded()) {
            return Optional.of(Removals.NONE);
        }
        KeptLists lists = new KeptLists(exhausted, segments, how.nameOfLists());
        return lists.complete() ? Optional.of(lists) : Optional.empty();
    }

    private boolean find(Checkpoint exhausted, boolean afresh, KeptLists lists) throws IOException {
        KeyBlocks blocks = new KeyBlocks(exhausted, segments, ends, how, known, stopRequested, afresh);
        WantedTexts texts = new WantedTexts(exhausted, segments, blocks, stopRequested);
        FoundElsewhere elsewhere = new FoundElsewhere();
        if (!how.against().isEmpty() && !find(exhausted, blocks, texts, elsewhere)) {
            return false;
        }
        ExactDuplicates exact = new ExactDuplicates(elsewhere, isNear());
        if (!exact.find(blocks, exhausted.processedCount())) {
            return false;
        }
        Findings findings = exact.findings();
        if (isNear()) {
            Optional<Map<Long, Long>> twins =
                    new NearDuplicates(count(exhausted), blocks, texts, how.leaderLongs()).of(exact.gone());
            if (twins.isEmpty()) {
                return false;
            }
            findings = findings.with(twins.get());
        }
        return store(findings, blocks, lists);
    }

    private static boolean store(Findings findings, KeyBlocks blocks, KeptLists lists) throws IOException {
        int[] next = {0};
        return blocks.forEach((from, block) -> {
            int n = next[0]++;
            lists.store(
                    from, RemovalList.text(block.last(), findings.removed(n, block::textBytes), findings.clusters(n)));
        });
    }

    /** What published datasets have already. */
    private boolean find(Checkpoint exhausted, KeyBlocks blocks, WantedTexts texts, FoundElsewhere elsewhere)
            throws IOException {
        requireFew(
                "run " + exhausted.runId() + " has kept",
                exhausted.processedCount(),
                "those of other datasets",
                Integer.MAX_VALUE);
        PublishedParts parts = PublishedParts.of(how.against(), datasets, stopRequested);
        PublishedKeys published = new PublishedKeys(exhausted.runId(), segments, parts, how, stopRequested);
        boolean found = new ExactElsewhere(blocks, published, elsewhere).find(exhausted.processedCount());
        if (!found || !isNear()) {
            return found;
        }
        requireFew("the datasets to compare with have", parts.documents(), SIMILAR, DOCUMENTS_MAX);
        return new NearElsewhere(count(exhausted), blocks, parts, published, texts, how, elsewhere).find();
    }

    private boolean isNear() {
        return how.signatures().isPresent();
    }

    private static int count(Checkpoint exhausted) throws IOException {
        requireFew("run " + exhausted.runId() + " has kept", exhausted.processedCount(), SIMILAR, DOCUMENTS_MAX);
        return (int) exhausted.processedCount();
    }

    private static void requireFew(String who, long documents, String what, int most) throws IOException {
        if (documents > most) {
            throw new IOException(
                    who + " " + documents + " documents; " + what + " are looked for among at most " + most);
        }
    }
}
