package dev.siiwad.duplicates;

import java.util.Arrays;

/** Which document was the first of each key, and how many followed: a table in arrays, 36 bytes a place, at most two thirds of the places taken. */
final class FirstOfKey {
    private static final int PLACES_MIN = 64;

    private long[] keys = new long[2 * PLACES_MIN];
    private long[] first = empty(PLACES_MIN);
    private int[] count = new int[PLACES_MIN];
    private int taken;

    /** Hears of every cluster, in no order. */
    @FunctionalInterface
    interface Clusters {
        void on(long first, long documents);
    }

    /** The document that was the first of this key: this one, if there was none. */
    long add(long offset, Key key) {
        if (3L * (taken + 1) > 2L * first.length) {
            grow();
        }
        int place = place(key.high(), key.low());
        count[place]++;
        if (first[place] < 0) {
            keys[2 * place] = key.high();
            keys[2 * place + 1] = key.low();
            first[place] = offset;
            taken++;
        }
        return first[place];
    }

    /** Where a key is; negative if it was not added. */
    int find(Key key) {
        int place = place(key.high(), key.low());
        return first[place] < 0 ? -1 : place;
    }

    /** How many places there are; until a key is added, {@link #find} gives a smaller number. */
    int places() {
        return first.length;
    }

    /** All that have more documents than one. */
    void clusters(Clusters clusters) {
        for (int place = 0; place < first.length; place++) {
            if (count[place] > 1) {
                clusters.on(first[place], count[place]);
            }
        }
    }

    private int place(long high, long low) {
        int mask = first.length - 1;
        int place = (int) (low >>> 1) & mask;
        while (first[place] >= 0 && (keys[2 * place] != high || keys[2 * place + 1] != low)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldFirst = first;
        int[] oldCount = count;
        keys = new long[2 * oldKeys.length];
        first = empty(2 * oldFirst.length);
        count = new int[2 * oldCount.length];
        for (int old = 0; old < oldFirst.length; old++) {
            if (oldFirst[old] >= 0) {
                int place = place(oldKeys[2 * old], oldKeys[2 * old + 1]);
                keys[2 * place] = oldKeys[2 * old];
                keys[2 * place + 1] = oldKeys[2 * old + 1];
                first[place] = oldFirst[old];
                count[place] = oldCount[old];
            }
        }
    }

    private static long[] empty(int places) {
        long[] none = new long[places];
        Arrays.fill(none, -1);
        return none;
    }
}
