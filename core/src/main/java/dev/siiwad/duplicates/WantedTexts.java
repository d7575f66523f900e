package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/** Reads some of the documents that a checkpoint counts once more: only the segments that have one of them. */
final class WantedTexts {
    private final Checkpoint checkpoint;
    private final SegmentStore segments;
    private final KeyBlocks blocks;
    private final BooleanSupplier stopRequested;

    /** @param stopRequested asked before each segment is read */
    WantedTexts(Checkpoint checkpoint, SegmentStore segments, KeyBlocks blocks, BooleanSupplier stopRequested) {
        this.checkpoint = checkpoint;
        this.segments = segments;
        this.blocks = blocks;
        this.stopRequested = stopRequested;
    }

    /** Hears of them in their order. */
    @FunctionalInterface
    interface Texts {
        /** @param number that of the document in the run */
        void on(int number, long offset, long[] bands, String text);
    }

    /**
     * Reads those that are wanted, by number; which may become fewer on the way.
     *
     * @return false if the run was asked to stop
     * @throws DamagedSegmentException if a segment has other documents than when it was read before
     */
    boolean forEach(BitSet wanted, Texts texts) throws IOException {
        int[] first = {0};
        boolean[] stopped = {false};
        boolean read = blocks.forEach((segment, block) -> {
            int from = 0;
            for (KeyBlock.Counted counted : block.segments()) {
                int next = wanted.nextSetBit(first[0] + from);
                if (!stopped[0] && next >= 0 && next < first[0] + counted.end()) {
                    stopped[0] = stopRequested.getAsBoolean();
                    if (!stopped[0]) {
                        new Reading(block, first[0], from, wanted, texts).read(counted);
                    }
                }
                from = counted.end();
            }
            first[0] += block.size();
        });
        return read && !stopped[0];
    }

    /** The documents of one segment, one after the other. */
    private final class Reading {
        private final KeyBlock block;
        private final int first;
        private final BitSet wanted;
        private final Texts texts;
        private int next;

        /**
         * @param first the number of the block's first document
         * @param next in the block
         */
        Reading(KeyBlock block, int first, int next, BitSet wanted, Texts texts) {
            this.block = block;
            this.first = first;
            this.next = next;
            this.wanted = wanted;
            this.texts = texts;
        }

        void read(KeyBlock.Counted counted) throws IOException {
            segments.read(checkpoint.runId(), counted.name(), entry -> {
                if (entry instanceof Entry.Kept kept) {
                    if (wanted.get(first + next)) {
                        texts.on(
                                first + next,
                                kept.offset(),
                                block.keys().bands(next),
                                kept.document().text());
                    }
                    next++;
                }
            });
            if (next != counted.end()) {
                throw new DamagedSegmentException(segments.where(checkpoint.runId(), counted.name()) + ": has "
                        + (next - counted.end()) + " documents more than when it was read before");
            }
        }
    }
}
