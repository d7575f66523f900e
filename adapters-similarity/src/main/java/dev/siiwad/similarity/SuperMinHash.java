package dev.siiwad.similarity;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import dev.siiwad.duplicates.Signatures;

/**
 * Signatures by SuperMinHash, {@value dev.siiwad.duplicates.Signatures#PLACES} places of 32 bits (Ertl: SuperMinHash, a New Minwise Hashing Algorithm for Jaccard Similarity
 * Estimation, 2017). The version is pinned: {@code SuperMinHash_V1} gives the same for the same set in every release of the library. Used by one thread at a time.
 */
public final class SuperMinHash implements Signatures {
    private static final int BITS = 32;

    private final SimilarityHashPolicy policy = SimilarityHashing.superMinHash(PLACES, BITS);
    private final SimilarityHasher hasher = policy.createHasher();

    @Override
    public int[] of(long[] set) {
        byte[] hash = hasher.compute(ElementHashProvider.ofValues(set));
        int[] places = new int[PLACES];
        for (int place = 0; place < PLACES; place++) {
            places[place] = (int) policy.getComponent(hash, place);
        }
        return places;
    }
}
