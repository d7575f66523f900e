package dev.siiwad.duplicates;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds texts that are similar to one that is published. First, by their bands, which have any in common with another; only those are read again, in their order, and compared
 * shingle by shingle: a text goes if it is similar to one before it that stays, and else it stays and goes for others. Those that stay and have no room in memory any more wait for
 * the next time that all are read, together with what is not like any before them; what comes of it is the same.
 */
final class NearDuplicates {
    /** The share of shingles of either that both have. */
    static final double SIMILARITY = 0.85;

    /** In 8 bytes each: the bands that are compared at once. */
    static final int BANDS_MAX = 8_000_000;

    private final KeyBlocks blocks;
    private final WantedTexts texts;
    private final int documents;
    private final int longsMax;
    private final Map<Long, Long> twins = new HashMap<>();

    /** @param longsMax how much room there is for texts to compare with; see {@link Leaders} */
    NearDuplicates(int documents, KeyBlocks blocks, WantedTexts texts, int longsMax) {
        this.documents = documents;
        this.blocks = blocks;
        this.texts = texts;
        this.longsMax = longsMax;
    }

    /**
     * Finds them.
     *
     * @param gone by number, those that go already
     * @return the twin that is published, by the offset of what goes; empty if the run was asked to stop
     */
    Optional<Map<Long, Long>> of(BitSet gone) throws IOException {
        Optional<BitSet> undecided = candidates(gone);
        if (undecided.isEmpty()) {
            return Optional.empty();
        }
        while (!undecided.get().isEmpty()) {
            if (!compare(undecided.get(), new Leaders(SIMILARITY, longsMax))) {
                return Optional.empty();
            }
        }
        return Optional.of(twins);
    }

    /** By number, the documents that have a band in common with another. */
    private Optional<BitSet> candidates(BitSet gone) throws IOException {
        BitSet candidates = new BitSet(documents);
        int atOnce = Math.max(1, Math.min(Bands.COUNT, BANDS_MAX / Math.max(1, documents)));
        for (int first = 0; first < Bands.COUNT; first += atOnce) {
            long[][] bands = new long[Math.min(atOnce, Bands.COUNT - first)][documents];
            int from = first;
            int[] next = {0};
            boolean read = blocks.forEach((segment, block) -> {
                for (int n = 0; n < block.size(); n++, next[0]++) {
                    for (int band = 0; band < bands.length; band++) {
                        bands[band][next[0]] = block.keys().band(n, from + band);
                    }
                }
            });
            if (!read) {
                return Optional.empty();
            }
            for (long[] band : bands) {
                mark(band, gone, candidates);
            }
        }
        return Optional.of(candidates);
    }

    private static void mark(long[] band, BitSet gone, BitSet candidates) {
        long[] repeated = repeated(band, gone);
        for (int n = gone.nextClearBit(0); n < band.length; n = gone.nextClearBit(n + 1)) {
            if (Arrays.binarySearch(repeated, band[n]) >= 0) {
                candidates.set(n);
            }
        }
    }

    /** The numbers that are there more than once, in order. */
    private static long[] repeated(long[] band, BitSet gone) {
        long[] sorted = new long[band.length - gone.cardinality()];
        int size = 0;
        for (int n = gone.nextClearBit(0); n < band.length; n = gone.nextClearBit(n + 1)) {
            sorted[size++] = band[n];
        }
        Arrays.sort(sorted);
        int kept = 0;
        for (int n = 1; n < size; n++) {
            if (sorted[n] == sorted[n - 1] && (kept == 0 || sorted[kept - 1] != sorted[n])) {
                sorted[kept++] = sorted[n];
            }
        }
        return Arrays.copyOf(sorted, kept);
    }

    /** Reads those once that are undecided; at least one is decided by that. */
    private boolean compare(BitSet undecided, Leaders leaders) throws IOException {
        return texts.forEach(undecided, (number, offset, bands, text) -> {
            long[] shingles = Shingles.of(text);
            OptionalLong like = leaders.like(bands, shingles);
            if (like.isPresent()) {
                twins.put(offset, like.getAsLong());
                undecided.clear(number);
            } else if (leaders.hasRoom()) {
                leaders.add(offset, bands, shingles);
                undecided.clear(number);
            }
        });
    }
}
