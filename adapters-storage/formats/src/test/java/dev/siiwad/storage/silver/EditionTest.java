package dev.siiwad.storage.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.transform.WordFloor;
import dev.siiwad.words.WordCount;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditionTest {
    @Test
    void isTheSameOnWhateverDayARunOfOneIdBegins() {
        String id = "20251229_101500_list-somali_1f0c9a2e";
        Edition edition = Edition.of(begun(id, "2025-12-29T10:15:00Z"), "0.1.0");
        assertThat(edition.dateAccessed()).isEqualTo("2025-12-29");
        assertThat(Edition.of(begun(id, "2025-12-30T00:00:01Z"), "0.1.0")).isEqualTo(edition);
        assertThat(Edition.of(begun(id, "1970-01-01T00:00:00Z"), "0.1.0")).isEqualTo(edition);
    }

    @Test
    void countsTokensAsTheFloorOfItsRunCountsWords() {
        assertThat(words("whitespace/2=nfc min-length/1=50 token-floor/3=5")).isEqualTo(WordCount.SEGMENTS);
        assertThat(words("whitespace/2=nfc min-length/1=50 token-floor/2=5")).isEqualTo(WordCount.WHITE_SPACE);
        assertThat(words("whitespace/1 min-length/1=50 token-floor/1=5")).isEqualTo(WordCount.WHITE_SPACE);
        assertThat(WordFloor.countIn(Settings.of(Map.of()))).isEqualTo(WordCount.WHITE_SPACE);
    }

    private static WordCount words(String transforms) {
        return WordFloor.countIn(Settings.of(Map.of("transforms", transforms)));
    }

    @ParameterizedTest
    @CsvSource({
        "20240229_a, 2024-02-29",
        "20230229_a, 2026-11-01",
        "20261301_a, 2026-11-01",
        "20260001_a, 2026-11-01",
        "00000000_a, 2026-11-01",
        "20261029-a, 2026-11-01",
        "20261029, 2026-11-01",
        "120261029_a, 2026-11-01",
        "a20261029_a, 2026-11-01",
        "run-1, 2026-11-01"
    })
    void takesTheDayFromTheIdOnlyIfItIsOne(String id, String day) {
        assertThat(Edition.day(new RunId(id), Instant.parse("2026-11-01T23:59:59Z")))
                .hasToString(day);
    }

    @Test
    void takesTheDayInUtcWhereverTheMachineIs() {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : new String[] {"Pacific/Kiritimati", "Africa/Mogadishu", "Pacific/Pago_Pago"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(Edition.day(new RunId("run-1"), Instant.parse("2026-11-01T00:00:00Z")))
                        .hasToString("2026-11-01");
                assertThat(Edition.day(new RunId("run-1"), Instant.parse("2026-11-01T23:59:59Z")))
                        .hasToString("2026-11-01");
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static Checkpoint begun(String id, String started) {
        return Checkpoint.begin(
                new Run(
                        new RunId(id),
                        Checkpoints.SOURCE,
                        Instant.parse(started),
                        0,
                        "list@first",
                        Settings.of(Map.of())),
                Position.START,
                Claim.first(1, Checkpoints.OWNER));
    }
}
