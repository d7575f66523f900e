package dev.siiwad.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void paceIsOfThisAttemptOnly() {
        Pace pace = new Pace(3000, OptionalLong.of(10_000));
        assertThat(pace.line(4000, Duration.ofSeconds(10), Duration.ofSeconds(3)))
                .isEqualTo("4,000 of 10,000 documents  100/s  ETA 00:01:00  checkpoint 3 s ago");
        assertThat(new Pace(0, OptionalLong.empty()).line(5, Duration.ofSeconds(10), Duration.ofMinutes(2)))
                .isEqualTo("5 documents  0.5/s  checkpoint 2 min ago");
        assertThat(pace.line(3000, Duration.ZERO, Duration.ZERO)).doesNotContain("ETA");
    }
}
