package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.DigestChain;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;

/**
 * The keys of all documents that a checkpoint counts, block by block: read from the segments once, and kept beside them as soon as a block is full, so that a pass
 * that is stopped goes on after it.
 */
final class KeyBlocks {
    private final Checkpoint checkpoint;
    private final SegmentStore segments;
    private final SortedSet<Long> ends;
    private final Deduplication how;
    private final KnownKeys known;
    private final BooleanSupplier stopRequested;
    private final boolean afresh;
    private final List<SegmentName> names;
    private Optional<KeyBlock> last = Optional.empty();

    /**
     * @param ends the numbers of the last segments of slices
     * @param known of segments that need not be read for theirs
     * @param afresh whether what was kept and known before is not to be believed, and nothing is kept
     */
    KeyBlocks(
            Checkpoint checkpoint,
            SegmentStore segments,
            SortedSet<Long> ends,
            Deduplication how,
            KnownKeys known,
            BooleanSupplier stopRequested,
            boolean afresh) {
        this.checkpoint = checkpoint;
        this.segments = segments;
        this.ends = ends;
        this.how = how;
        this.known = known;
        this.stopRequested = stopRequested;
        this.afresh = afresh;
        this.names = checkpoint.extent().segmentNames();
    }

    /** Hears of every block in order. */
    @FunctionalInterface
    interface Blocks {
        /** @param from its first segment */
        void on(SegmentName from, KeyBlock block) throws IOException;
    }

    /**
     * Gives all blocks, the same each time.
     *
     * @return false if the run was asked to stop; then all that was given counts for nothing
     * @throws DamagedSegmentException if they are not those of the segments that are counted
     */
    boolean forEach(Blocks blocks) throws IOException {
        DigestChain digest = new DigestChain(ends);
        int next = 0;
        while (next < names.size()) {
            Optional<KeyBlock> block = block(next);
            if (block.isEmpty()) {
                return false;
            }
            for (KeyBlock.Counted segment : block.get().segments()) {
                digest.add(segment.digest());
            }
            blocks.on(names.get(next), block.get());
            next += block.get().segments().size();
        }
        if (!digest.value().equals(checkpoint.outputDigest())) {
            throw new DamagedSegmentException("the segments of run " + checkpoint.runId() + " come to output_digest "
                    + digest.value().value() + "; the checkpoint counts "
                    + checkpoint.outputDigest().value());
        }
        return true;
    }

    /** The block that begins with a segment; empty if the run was asked to stop before it was read. */
    private Optional<KeyBlock> block(int first) throws IOException {
        if (stopRequested.getAsBoolean()) {
            return Optional.empty();
        }
        if (last.isPresent() && last.get().segments().get(0).name().equals(names.get(first))) {
            return last;
        }
        Optional<KeyBlock> kept = afresh
                ? Optional.empty()
                : Kept.read(segments, checkpoint.runId(), name(first), text -> KeyBlock.parse(text, how.signatures()))
                        .filter(block -> isOf(block, first));
        return kept.isPresent() ? kept : read(first);
    }

    private boolean isOf(KeyBlock block, int first) {
        List<SegmentName> found =
                block.segments().stream().map(KeyBlock.Counted::name).toList();
        return !found.isEmpty()
                && first + found.size() <= names.size()
                && names.subList(first, first + found.size()).equals(found);
    }

    private Optional<KeyBlock> read(int first) throws IOException {
        KeyBlock block = new KeyBlock(how.signatures());
        boolean isKept = known.areKept();
        int next = first;
        while (next < names.size() && block.size() < how.blockDocuments()) {
            if (stopRequested.getAsBoolean()) {
                return Optional.empty();
            }
            if (afresh || !known.give(names.get(next), block)) {
                isKept = false;
                block.end(segments.read(checkpoint.runId(), names.get(next), entry -> add(entry, block)));
            }
            next++;
        }
        if (next == names.size()) {
            last = Optional.of(block);
        } else if (!afresh && !isKept) {
            segments.storePayload(checkpoint.runId(), name(first), block.text());
        }
        return Optional.of(block);
    }

    private void add(Entry entry, KeyBlock block) {
        if (entry instanceof Entry.Kept kept) {
            block.add(kept.offset(), kept.document().text());
        }
    }

    private String name(int first) {
        return "measured keys " + how.describe().orElseThrow() + " from " + names.get(first) + " of "
                + checkpoint.outputDigest().value();
    }
}
