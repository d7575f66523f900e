package dev.siiwad.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferentIdsTest {
    @Test
    void toldApartByTheirFirstDigitsIdsThatRepeatAreCountedOnce() {
        DifferentIds ids = new DifferentIds();
        for (int i = 0; i < 5000; i++) {
            ids.add(String.format("%016x", (i % 3000) * 0x9E3779B97F4A7C15L));
        }
        assertThat(ids.added()).isEqualTo(5000);
        assertThat(ids.different()).hasValue(3000);
    }
}
