package dev.siiwad.duplicates;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pairs of numbers, 16 bytes each. */
final class LongPairs {
    private long[] pairs = new long[4];
    private int size;

    void add(long first, long second) {
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairs.length);
        }
        pairs[2 * size] = first;
        pairs[2 * size + 1] = second;
        size++;
    }

    int size() {
        return size;
    }

    /** By their first numbers, of which each is there once. */
    SortedMap<Long, Long> sorted() {
        SortedMap<Long, Long> sorted = new TreeMap<>();
        for (int n = 0; n < size; n++) {
            sorted.put(pairs[2 * n], pairs[2 * n + 1]);
        }
        return sorted;
    }
}
