package dev.siiwad.duplicates;

/** Numbers of 64 bits, each with the head of a list and its length, in arrays of which at most two thirds are taken. */
final class LongTable {
    private long[] keys = new long[1024];
    private int[] heads = new int[1024];
    private int[] counts = new int[1024];
    private int taken;

    /** Where a number is, or would be put. Of no use once another number was put. */
    int place(long key) {
        int mask = keys.length - 1;
        int place = (int) (key >>> 7) & mask;
        while (heads[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    /** 0 where there is none. */
    int head(int place) {
        return heads[place];
    }

    int count(int place) {
        return counts[place];
    }

    /** @param head 1 or more */
    void put(int place, long key, int head) {
        taken += heads[place] == 0 ? 1 : 0;
        keys[place] = key;
        heads[place] = head;
        counts[place]++;
        if (3L * taken > 2L * keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldHeads = heads;
        int[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        heads = new int[keys.length];
        counts = new int[keys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldHeads[old] != 0) {
                int place = place(oldKeys[old]);
                keys[place] = oldKeys[old];
                heads[place] = oldHeads[old];
                counts[place] = oldCounts[old];
            }
        }
    }
}
