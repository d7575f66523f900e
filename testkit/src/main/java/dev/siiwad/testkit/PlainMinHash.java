package dev.siiwad.testkit;

import dev.siiwad.duplicates.Signatures;
import java.util.Random;

/** MinHash as the textbooks have it. */
public record PlainMinHash() implements Signatures {
    private static final long[] FACTORS =
            new Random(1).longs(PLACES).map(factor -> factor | 1).toArray();
    private static final long[] SUMMANDS = new Random(2).longs(PLACES).toArray();

    @Override
    public int[] of(long[] set) {
        int[] places = new int[PLACES];
        for (int place = 0; place < PLACES; place++) {
            long least = Long.MAX_VALUE;
            for (long member : set) {
                least = Math.min(least, member * FACTORS[place] + SUMMANDS[place]);
            }
            places[place] = (int) (least >>> 32);
        }
        return places;
    }
}
