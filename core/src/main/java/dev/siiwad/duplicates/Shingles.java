package dev.siiwad.duplicates;

import java.util.Arrays;

/**
 * The set of all that a text says in three words in a row, each as a number of 64 bits. Words are parted by white space; where a script puts none between them (Chinese
 * and Japanese, Thai, Lao, Khmer, Burmese and others beside them), each letter is a token of its own, and two count as a word. A text of less is one shingle as a
 * whole. Which letters those are is spelled out here by ranges, so that no version of Java decides what is published.
 */
final class Shingles {
    /** Three words, or six letters. */
    private static final int WEIGHT = 6;

    private static final byte WORD = 2;
    private static final byte LETTER = 1;
    private static final long SEED = 0x9E3779B97F4A7C15L;

    /** From and to, both included: of scripts that put no white space between words. */
    private static final int[] UNSPACED = {
        0x0E00, 0x0EFF, 0x1000, 0x109F, 0x1780, 0x17FF, 0x1950, 0x19DF, 0x1A20, 0x1AAF, 0x1B00, 0x1B7F, 0x2E80, 0x2FDF,
        0x3005, 0x3007, 0x3021, 0x3029, 0x3040, 0x30FF, 0x31F0, 0x31FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA980, 0xA9FF,
        0xAA60, 0xAA7F, 0xF900, 0xFAFF, 0xFF66, 0xFF9F, 0x1B000, 0x1B16F, 0x20000, 0x3FFFF
    };

    private final String text;
    private long[] tokens = new long[64];
    private byte[] weights = new byte[64];
    private int size;

    private Shingles(String text) {
        this.text = text;
    }

    /** In order, none twice; at least one. */
    static long[] of(String text) {
        Shingles shingles = new Shingles(text);
        shingles.tokenize();
        return distinct(shingles.windows());
    }

    /** The share of what either has that both have. */
    static boolean areSimilar(long[] one, long[] other, double similarity) {
        int least = Math.min(one.length, other.length);
        if (least < similarity * Math.max(one.length, other.length)) {
            return false;
        }
        int missesMax = missesMax(one.length + other.length, similarity);
        int both = 0;
        for (int i = 0, k = 0; i < one.length && k < other.length; ) {
            if (one[i] == other[k]) {
                both++;
                i++;
                k++;
            } else if (one[i] < other[k]) {
                i++;
            } else {
                k++;
            }
            if (i + k - 2 * both > missesMax) {
                return false;
            }
        }
        return both >= similarity * (one.length + other.length - both);
    }

    /** How many of so many shingles in all may be in one set only; not exact, so that rounding decides nothing. */
    private static int missesMax(int shingles, double similarity) {
        return shingles - 2 * (int) (similarity / (1 + similarity) * shingles) + 2;
    }

    private void tokenize() {
        long word = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean unspaced = isUnspaced(c);
            if (within && (unspaced || c <= 0xFFFF && NormalizedText.isWhiteSpace((char) c))) {
                add(word, WORD);
                within = false;
            }
            if (unspaced) {
                add(mix(SEED ^ c), LETTER);
            } else if (c > 0xFFFF || !NormalizedText.isWhiteSpace((char) c)) {
                word = within ? mix(word ^ c) : mix(c);
                within = true;
            }
        }
        if (within) {
            add(word, WORD);
        }
    }

    private void add(long token, byte weight) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        tokens[size] = token;
        weights[size] = weight;
        size++;
    }

    private long[] windows() {
        long[] windows = new long[Math.max(1, size)];
        int found = 0;
        for (int from = 0; from < size; from++) {
            long shingle = SEED;
            int weight = 0;
            int next = from;
            for (; next < size && weight < WEIGHT; next++) {
                shingle = mix(shingle ^ tokens[next]);
                weight += weights[next];
            }
            if (weight >= WEIGHT || from == 0) {
                windows[found++] = shingle;
            }
        }
        return Arrays.copyOf(windows, Math.max(1, found));
    }

    private static long[] distinct(long[] all) {
        Arrays.sort(all);
        int kept = 1;
        for (int n = 1; n < all.length; n++) {
            if (all[n] != all[n - 1]) {
                all[kept++] = all[n];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    /** Spreads every bit over all: the finalizer of splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    static long mix(long bits) {
        long mixed = bits + SEED;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    private static boolean isUnspaced(int c) {
        if (c < UNSPACED[0]) {
            return false;
        }
        for (int n = 0; n < UNSPACED.length; n += 2) {
            if (c >= UNSPACED[n] && c <= UNSPACED[n + 1]) {
                return true;
            }
        }
        return false;
    }
}
