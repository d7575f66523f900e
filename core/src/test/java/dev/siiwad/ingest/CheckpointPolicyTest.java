package dev.siiwad.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
    private final CheckpointPolicy policy = new CheckpointPolicy(1000, OptionalLong.of(500));

    @Test
    void isDueAtEveryMultipleHoweverFastTheyCome() {
        assertThat(policy.isDue(2000, false, Duration.ZERO)).isTrue();
        assertThat(policy.isDue(2001, false, Duration.ofDays(1))).isFalse();
    }

    @Test
    void isFullAfterSoManyBytesOfText() {
        assertThat(policy.isFull(499)).isFalse();
        assertThat(policy.isFull(500)).isTrue();
        assertThat(new CheckpointPolicy(1000, OptionalLong.empty()).isFull(Long.MAX_VALUE - 1))
                .isFalse();
    }

    @Test
    void isDueAtBoundariesAtMostOnceASecond() {
        assertThat(policy.isDue(2001, true, Duration.ofMillis(999))).isFalse();
        assertThat(policy.isDue(2001, true, Duration.ofSeconds(1))).isTrue();
    }
}
