package dev.siiwad.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Texts that are published, to compare others with: as many as have room in {@value #LONGS_MAX} numbers of 64 bits. A text is compared with those that it has a band in
 * common with, those first that it has most in common with; of a band the first {@value #OF_A_BAND_MAX} count, and at most {@value #COMPARED_MAX} are compared. All of these
 * numbers are part of what the setting means.
 */
final class Leaders {
    static final int LONGS_MAX = 12_000_000;
    static final int OF_A_BAND_MAX = 1_000;
    static final int COMPARED_MAX = 1_000;

    /** What the bands of one take up, with the room that is left free in tables. */
    private static final int LONGS_OF_BANDS = 3 * Bands.COUNT;

    private final double similarity;
    private final int longsMax;
    private final List<long[]> shingles = new ArrayList<>();
    private final LongTable lists = new LongTable();
    private long[] offsets = new long[1024];
    private int[] next = new int[1024 * Bands.COUNT];
    private int longs;

    Leaders(double similarity, int longsMax) {
        this.similarity = similarity;
        this.longsMax = longsMax;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return longs < longsMax;
    }

    boolean isEmpty() {
        return shingles.isEmpty();
    }

    void add(long offset, long[] bands, long[] ofText) {
        int leader = shingles.size();
        shingles.add(ofText);
        if (leader == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * leader);
            next = Arrays.copyOf(next, 2 * leader * Bands.COUNT);
        }
        offsets[leader] = offset;
        for (int band = 0; band < Bands.COUNT; band++) {
            int list = lists.place(bands[band]);
            if (lists.count(list) < OF_A_BAND_MAX) {
                next[leader * Bands.COUNT + band] = lists.head(list);
                lists.put(list, bands[band], leader + 1);
            }
        }
        longs += ofText.length + LONGS_OF_BANDS;
    }

    /** The offset of one that a text is similar to. */
    OptionalLong like(long[] bands, long[] ofText) {
        for (int leader : candidates(bands)) {
            if (Shingles.areSimilar(ofText, shingles.get(leader), similarity)) {
                return OptionalLong.of(offsets[leader]);
            }
        }
        return OptionalLong.empty();
    }

    private int[] candidates(long[] bands) {
        int[] all = new int[Bands.COUNT];
        int size = 0;
        for (int band = 0; band < Bands.COUNT; band++) {
            for (int leader = lists.head(lists.place(bands[band])); leader > 0; ) {
                if (size == all.length) {
                    all = Arrays.copyOf(all, 2 * size);
                }
                all[size++] = leader - 1;
                leader = next[(leader - 1) * Bands.COUNT + band];
            }
        }
        return inOrder(Arrays.copyOf(all, size));
    }

    /** Each once, those first that are there most often; then by their order. */
    private static int[] inOrder(int[] all) {
        Arrays.sort(all);
        long[] counted = new long[all.length];
        int size = 0;
        for (int n = 0; n < all.length; ) {
            int end = n + 1;
            while (end < all.length && all[end] == all[n]) {
                end++;
            }
            counted[size++] = (long) (Bands.COUNT - (end - n)) << 32 | all[n];
            n = end;
        }
        Arrays.sort(counted, 0, size);
        int[] inOrder = new int[Math.min(size, COMPARED_MAX)];
        for (int n = 0; n < inOrder.length; n++) {
            inOrder[n] = (int) counted[n];
        }
        return inOrder;
    }
}
