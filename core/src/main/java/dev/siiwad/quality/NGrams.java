package dev.siiwad.quality;

import java.util.Arrays;

/** The n-grams of a text's words for one n after the other, by hashes of 64 bits. */
final class NGrams {
    private final Words words;
    private final long[] hashes;
    private final long[] charsBefore;
    private final long[] keys;
    private final int[] counts;
    private int n = 1;

    NGrams(Words words) {
        this.words = words;
        this.hashes = new long[words.count()];
        this.charsBefore = new long[words.count() + 1];
        for (int word = 0; word < words.count(); word++) {
            hashes[word] = words.hash(word);
            charsBefore[word + 1] = charsBefore[word] + words.chars(word);
        }
        int slots = Integer.highestOneBit(Math.max(2, words.count())) * 4;
        this.keys = new long[slots];
        this.counts = new int[slots];
    }

    /** Goes to the next n. */
    void lengthen() {
        n++;
        for (int first = 0; first < size(); first++) {
            hashes[first] = Words.mix(hashes[first], words.hash(first + n - 1));
        }
        Arrays.fill(counts, 0);
    }

    private int size() {
        return Math.max(0, words.count() - n + 1);
    }

    /** How many characters the most frequent one makes up with one blank between its words; of several as frequent, the one that comes first. 0 if there is none. */
    long charsOfMostFrequent() {
        int most = 0;
        for (int first = 0; first < size(); first++) {
            int slot = slot(hashes[first]);
            keys[slot] = hashes[first];
            counts[slot]++;
            most = Math.max(most, counts[slot]);
        }
        for (int first = 0; first < size(); first++) {
            if (counts[slot(hashes[first])] == most) {
                return (chars(first) + n - 1) * most;
            }
        }
        return 0;
    }

    /** How many characters are in those that were there before; after one of them the search goes on past it. */
    long charsOfRepeated() {
        long repeated = 0;
        int first = 0;
        while (first < size()) {
            int slot = slot(hashes[first]);
            if (counts[slot] > 0) {
                repeated += chars(first);
                first += n;
            } else {
                keys[slot] = hashes[first];
                counts[slot] = 1;
                first++;
            }
        }
        return repeated;
    }

    private long chars(int first) {
        return charsBefore[first + n] - charsBefore[first];
    }

    /** Where a hash is, or the free place where it would be. */
    private int slot(long hash) {
        int slot = (int) (hash >>> 20) & keys.length - 1;
        while (counts[slot] > 0 && keys[slot] != hash) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }
}
