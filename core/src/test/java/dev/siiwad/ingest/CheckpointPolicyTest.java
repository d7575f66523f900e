package dev.siiwad.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
    private final CheckpointPolicy policy = new CheckpointPolicy(1000);

    @Test
    void isDueAtEveryMultipleHoweverFastTheyCome() {
        assertThat(policy.isDue(2000, false, Duration.ZERO)).isTrue();
        assertThat(policy.isDue(2001, false, Duration.ofDays(1))).isFalse();
    }

    @Test
    void isDueAtBoundariesAtMostOnceASecond() {
        assertThat(policy.isDue(2001, true, Duration.ofMillis(999))).isFalse();
        assertThat(policy.isDue(2001, true, Duration.ofSeconds(1))).isTrue();
    }
}
