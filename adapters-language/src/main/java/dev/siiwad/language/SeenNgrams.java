package dev.siiwad.language;

/** Which n-grams of a text have come already. */
final class SeenNgrams {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] seen;

    SeenNgrams(int countMax) {
        this.seen = new long[Integer.highestOneBit(Math.max(1, countMax)) * 4];
    }

    /** Whether it comes for the first time; 0 is not an n-gram. */
    boolean isNew(long ngram) {
        int slot = hash(ngram) & seen.length - 1;
        while (seen[slot] != 0) {
            if (seen[slot] == ngram) {
                return false;
            }
            slot = slot + 1 & seen.length - 1;
        }
        seen[slot] = ngram;
        return true;
    }

    static int hash(long ngram) {
        return (int) (ngram * SPREAD >>> Integer.SIZE);
    }
}
