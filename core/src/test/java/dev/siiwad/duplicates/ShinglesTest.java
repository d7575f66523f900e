package dev.siiwad.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How texts are cut for the comparison of what they say. */
class ShinglesTest {
    @Test
    void threeWordsInARowAreAShingleAndEachCountsOnce() {
        assertThat(Shingles.of("a b c")).hasSize(1);
        assertThat(Shingles.of(" a\nb  c d "))
                .hasSize(2)
                .contains(Shingles.of("a b c"))
                .contains(Shingles.of("b c d"));
        assertThat(Shingles.of("a b c a b c")).hasSize(3);
        assertThat(Shingles.of("a b c d e")).isSorted();
    }

    @Test
    void aTextOfLessIsOneAsAWhole() {
        assertThat(Shingles.of("")).hasSize(1);
        assertThat(Shingles.of("a")).hasSize(1).isNotEqualTo(Shingles.of("b"));
        assertThat(Shingles.of("a b")).hasSize(1).isNotEqualTo(Shingles.of("ab"));
    }

    @Test
    void whereAScriptPutsNoWhiteSpaceSixLettersAreAShingle() {
        assertThat(Shingles.of("\u6211\u4eec\u4e00\u8d77\u53bb\u5b66\u6821")).hasSize(2);
        assertThat(Shingles.of("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e04\u0e23\u0e31\u0e1a"))
                .hasSize(5);
        assertThat(Shingles.of("\u6211\u4eec Wikipedia \u5b66\u6821")).hasSize(1);
    }

    @Test
    void similarityIsTheShareOfWhatEitherHas() {
        long[] one = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Shingles.areSimilar(one, one, 1)).isTrue();
        assertThat(Shingles.areSimilar(one, new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0.9))
                .isTrue();
        assertThat(Shingles.areSimilar(one, new long[] {1, 2, 3, 4, 5, 6, 7, 8, 11, 12}, 0.67))
                .isFalse();
        assertThat(Shingles.areSimilar(one, new long[] {11}, 0.01)).isFalse();
    }
}
