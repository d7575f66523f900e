package dev.siiwad.duplicates;

import dev.siiwad.publish.PublishedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds texts of a run that are similar to one of a published dataset. First, by their bands, which have any in common, of the run and of the datasets; only those are read again, and
 * compared shingle by shingle: as many of the datasets as have room in memory, in their order, and all of the run with them, until all were compared.
 */
final class NearElsewhere {
    private final int documents;
    private final KeyBlocks blocks;
    private final PublishedParts parts;
    private final PublishedKeys published;
    private final WantedTexts texts;
    private final Deduplication how;
    private final FoundElsewhere found;
    private final BitSet here = new BitSet();
    private final BitSet there = new BitSet();

    NearElsewhere(
            int documents,
            KeyBlocks blocks,
            PublishedParts parts,
            PublishedKeys published,
            WantedTexts texts,
            Deduplication how,
            FoundElsewhere found) {
        this.documents = documents;
        this.blocks = blocks;
        this.parts = parts;
        this.published = published;
        this.texts = texts;
        this.how = how;
        this.found = found;
    }

    /** False if the run was asked to stop. */
    boolean find() throws IOException {
        int atOnce = Math.max(1, Math.min(Bands.COUNT, NearDuplicates.BANDS_MAX / 2 / Math.max(1, documents)));
        for (int first = 0; first < Bands.COUNT; first += atOnce) {
            if (!findCandidates(first, Math.min(Bands.COUNT, first + atOnce))) {
                return false;
            }
        }
        return here.isEmpty() || new Comparison().run();
    }

    /** Marks those that have a band in common, of the bands from one to another. */
    private boolean findCandidates(int first, int end) throws IOException {
        long[][] bands = new long[end - first][documents];
        int[] next = {0};
        boolean read = blocks.forEach((segment, block) -> {
            for (int n = 0; n < block.size(); n++, next[0]++) {
                for (int band = first; band < end; band++) {
                    bands[band - first][next[0]] = block.keys().band(n, band);
                }
            }
        });
        if (!read) {
            return false;
        }
        long[][] sorted = new long[bands.length][];
        BitSet[] common = new BitSet[bands.length];
        for (int band = 0; band < bands.length; band++) {
            sorted[band] = bands[band].clone();
            Arrays.sort(sorted[band]);
            common[band] = new BitSet();
        }
        if (!markThere(first, sorted, common)) {
            return false;
        }
        for (int band = 0; band < bands.length; band++) {
            for (int n = 0; n < documents; n++) {
                if (!found.isGone(n) && common[band].get(Arrays.binarySearch(sorted[band], bands[band][n]))) {
                    here.set(n);
                }
            }
        }
        return true;
    }

    private boolean markThere(int first, long[][] sorted, BitSet[] common) throws IOException {
        int[] number = {0};
        return published.forEach((part, block) -> {
            for (int n = 0; n < block.size(); n++, number[0]++) {
                for (int band = 0; band < sorted.length; band++) {
                    int place = Arrays.binarySearch(sorted[band], block.keys().band(n, first + band));
                    if (place >= 0) {
                        common[band].set(place);
                        there.set(number[0]);
                    }
                }
            }
        });
    }

    /** A document of a dataset that others are compared with. */
    private record Leader(PinnedDataset dataset, String id) {}

    /** Compares candidates of the run with those of the datasets. */
    private final class Comparison {
        private final List<Leader> leading = new ArrayList<>();
        private Leaders leaders = new Leaders(NearDuplicates.SIMILARITY, how.leaderLongs());
        private int number;

        boolean run() throws IOException {
            for (PublishedParts.Part part : parts.all()) {
                int end = number + Math.toIntExact(part.file().documents());
                int next = there.nextSetBit(number);
                if (next >= 0
                        && next < end
                        && !parts.read(part, text -> !there.get(number++) || lead(part.pinned(), text))) {
                    return false;
                }
                number = end;
            }
            return compare();
        }

        private boolean lead(PinnedDataset dataset, PublishedText text) throws IOException {
            long[] shingles = Shingles.of(text.text());
            leaders.add(leading.size(), Bands.of(shingles, how.signatures().orElseThrow()), shingles);
            leading.add(new Leader(dataset, text.id()));
            return leaders.hasRoom() || compare();
        }

        /** Compares with all that lead, which lead no more then; false if the run was asked to stop. */
        private boolean compare() throws IOException {
            boolean compared = leading.isEmpty() || texts.forEach(here, this::compare);
            leading.clear();
            leaders = new Leaders(NearDuplicates.SIMILARITY, how.leaderLongs());
            return compared;
        }

        private void compare(int document, long offset, long[] bands, String text) {
            leaders.like(bands, Shingles.of(text)).ifPresent(like -> {
                Leader leader = leading.get((int) like);
                found.removeSimilar(document, offset, found.add(leader.dataset(), leader.id()));
                here.clear(document);
            });
        }
    }
}
