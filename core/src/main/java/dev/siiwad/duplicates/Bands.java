package dev.siiwad.duplicates;

/**
 * What texts that may be similar have in common: their signature in {@value #COUNT} bands of {@value #ROWS} places, each as one number. Two texts of similarity s have one
 * of them in common with the probability 1 - (1 - s⁴)¹⁶: 0.99999 at 0.85, 0.64 at 0.5.
 */
final class Bands {
    static final int COUNT = 16;
    static final int ROWS = Signatures.PLACES / COUNT;

    private Bands() {}

    /** A number for each band, which no other band has. */
    static long[] of(String text, Signatures signatures) {
        return of(Shingles.of(text), signatures);
    }

    static long[] of(long[] shingles, Signatures signatures) {
        int[] signature = signatures.of(shingles);
        long[] bands = new long[COUNT];
        for (int band = 0; band < COUNT; band++) {
            long key = band;
            for (int row = 0; row < ROWS; row++) {
                key = Shingles.mix(key ^ signature[band * ROWS + row]);
            }
            bands[band] = key;
        }
        return bands;
    }
}
