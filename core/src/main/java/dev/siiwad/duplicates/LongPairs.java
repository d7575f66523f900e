package dev.siiwad.duplicates;

import java.util.Arrays;

/** Pairs of numbers, 16 bytes each. */
final class LongPairs {
    private long[] pairs = new long[4];
    private int size;

    /** Hears of every pair. */
    @FunctionalInterface
    interface Pairs {
        void on(long first, long second);
    }

    void add(long first, long second) {
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairs.length);
        }
        pairs[2 * size] = first;
        pairs[2 * size + 1] = second;
        size++;
    }

    /** In the order in which they were added. */
    void forEach(Pairs hears) {
        for (int n = 0; n < size; n++) {
            hears.on(pairs[2 * n], pairs[2 * n + 1]);
        }
    }
}
