package dev.siiwad.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedTest {
    private static final long SECOND = 1_000_000_000;
    private final Speed speed = new Speed(Duration.ofSeconds(60));

    @Test
    void countsFromTheFirstLook() {
        speed.at(0, 3000);
        assertThat(speed.perSecond()).isEmpty();
        speed.at(SECOND / 2, 3050);
        assertThat(speed.perSecond()).hasValue(100);
    }

    @Test
    void forgetsWhatWasBefore() {
        for (int second = 0; second <= 300; second++) {
            speed.at(second * SECOND, second <= 200 ? second * 1000 : 200_000 + (second - 200) * 10);
        }
        assertThat(speed.perSecond()).hasValue(10);
    }

    @Test
    void aClockThatStandsStillChangesNothing() {
        speed.at(0, 0);
        speed.at(10 * SECOND, 100);
        speed.at(10 * SECOND, 100);
        assertThat(speed.perSecond()).hasValue(10);
    }

    @Test
    void beginsAnewWhereLessCounts() {
        speed.at(0, 1000);
        speed.at(10 * SECOND, 2000);
        speed.at(11 * SECOND, 500);
        assertThat(speed.perSecond()).isEmpty();
    }
}
