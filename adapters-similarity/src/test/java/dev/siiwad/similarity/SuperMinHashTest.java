package dev.siiwad.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.siiwad.duplicates.Signatures;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The signatures that are kept beside segments, and decide which texts are compared. */
class SuperMinHashTest {
    private static final int SETS = 400;

    private final Signatures signatures = new SuperMinHash();

    /** A number that is another breaks what unfinished runs have kept. */
    @Test
    void theSameSetGivesTheSameNumbersForEver() {
        int[] signature = signatures.of(new long[] {1, 2, 3});
        assertThat(signature).hasSize(Signatures.PLACES);
        assertThat(Arrays.hashCode(signature)).isEqualTo(606398426);
        assertThat(new SuperMinHash().of(new long[] {1, 2, 3})).isEqualTo(signature);
    }

    @Test
    void theShareOfEqualPlacesIsTheSimilarity() {
        double equal = IntStream.range(0, SETS)
                .mapToLong(n -> {
                    int[] one = signatures.of(set(1000L * n, 1000L * n + 90));
                    int[] other = signatures.of(set(1000L * n + 10, 1000L * n + 100));
                    return IntStream.range(0, Signatures.PLACES)
                            .filter(place -> one[place] == other[place])
                            .count();
                })
                .average()
                .orElseThrow();
        assertThat(equal / Signatures.PLACES).isCloseTo(0.8, within(0.02));
    }

    private static long[] set(long from, long to) {
        return LongStream.range(from, to)
                .map(n -> n * 0x9E3779B97F4A7C15L)
                .sorted()
                .toArray();
    }
}
