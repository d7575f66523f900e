package dev.siiwad.duplicates;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The keys of all documents of the datasets that a run is compared with, block by block: read from their parts once, and kept beside the run's segments as soon as a block is
 * full, so that a pass that is stopped goes on after it.
 */
final class PublishedKeys {
    private final RunId run;
    private final SegmentStore segments;
    private final PublishedParts parts;
    private final Deduplication how;
    private final BooleanSupplier stopRequested;

    PublishedKeys(
            RunId run, SegmentStore segments, PublishedParts parts, Deduplication how, BooleanSupplier stopRequested) {
        this.run = run;
        this.segments = segments;
        this.parts = parts;
        this.how = how;
        this.stopRequested = stopRequested;
    }

    /** Hears of every block in order. */
    @FunctionalInterface
    interface Blocks {
        void on(PublishedParts.Part part, PublishedBlock block);
    }

    /**
     * Gives all blocks, the same documents in the same order each time.
     *
     * @return false if the run was asked to stop; then all that was given counts for nothing
     * @throws ChangedDatasetException if a dataset is not the one any more that was pinned
     */
    boolean forEach(Blocks blocks) throws IOException {
        for (PublishedParts.Part part : parts.all()) {
            if (!forEach(part, blocks)) {
                return false;
            }
        }
        return true;
    }

    private boolean forEach(PublishedParts.Part part, Blocks blocks) throws IOException {
        int from = 0;
        boolean ended = false;
        while (!ended) {
            if (stopRequested.getAsBoolean()) {
                return false;
            }
            Optional<PublishedBlock> kept =
                    Kept.read(segments, run, name(part, from), text -> PublishedBlock.parse(text, how.signatures()));
            if (kept.isEmpty()) {
                return new PartReading(part, from, blocks).run();
            }
            blocks.on(part, kept.get());
            from += kept.get().size();
            ended = kept.get().isLast();
        }
        return true;
    }

    private String name(PublishedParts.Part part, int from) {
        return "keys " + how.describe().orElseThrow() + " of " + part.pinned().name() + " "
                + part.file().name() + " sha256:" + part.file().sha256() + " from " + from;
    }

    /** Reads a part from one of its documents on. */
    private final class PartReading {
        private final PublishedParts.Part part;
        private final Blocks blocks;
        private int skipped;
        private int from;
        private PublishedBlock block = new PublishedBlock(how.signatures());

        PartReading(PublishedParts.Part part, int from, Blocks blocks) {
            this.part = part;
            this.from = from;
            this.blocks = blocks;
        }

        /** False if the run was asked to stop. */
        boolean run() throws IOException {
            int skip = from;
            boolean ended = parts.read(part, text -> {
                if (skipped++ >= skip) {
                    block.add(text);
                    if (block.size() == how.blockDocuments()) {
                        end();
                    }
                }
                return true;
            });
            if (ended) {
                block.end();
                end();
            }
            return ended;
        }

        private void end() throws IOException {
            segments.storePayload(run, name(part, from), block.text());
            blocks.on(part, block);
            from += block.size();
            block = new PublishedBlock(how.signatures());
        }
    }
}
