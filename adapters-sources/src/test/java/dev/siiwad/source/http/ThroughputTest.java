package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private final Throughput throughput = new Throughput();

    @Test
    void aByteInFourSecondsIsTooLittleAfterAMinute() {
        for (int i = 1; i < 15; i++) {
            assertThat(throughput.isEnough(1, Duration.ofSeconds(4))).isTrue();
        }
        assertThat(throughput.isEnough(1, Duration.ofSeconds(4))).isFalse();
    }

    @Test
    void aHundredBytesASecondAreEnoughForEver() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(throughput.isEnough(100, Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    void whatCameInEarlierMinutesDoesNotCount() {
        assertThat(throughput.isEnough(1 << 20, Duration.ofSeconds(60))).isTrue();
        assertThat(throughput.isEnough(1, Duration.ofSeconds(60))).isFalse();
    }
}
