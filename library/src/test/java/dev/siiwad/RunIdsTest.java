package dev.siiwad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.SourceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunIdsTest {
    @Test
    void runIdsNameTimeAndSourceAndFit() {
        Instant now = Instant.parse("2025-12-29T10:15:00Z");
        assertThat(RunIds.of(now, new SourceId("HuggingFace-Somali_c4-so"), 0x1f0c9a2e))
                .hasToString("20251229_101500_huggingface-somali_c4-so_1f0c9a2e");
        assertThat(RunIds.of(now, new SourceId("x".repeat(128)), 7).value())
                .hasSize(128)
                .endsWith("x_00000007");
    }
}
