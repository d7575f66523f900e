package dev.siiwad.cli.crashtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.cli.crashtest.CrashPoint.Moment;
import dev.siiwad.cli.crashtest.CrashPoint.Stretch;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.storage.dataset.StoredReceipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KillPlanTest {
    private static final int KILLS = 20;
    private static final long DOCUMENTS = 1000;
    private static final Changes CHANGES = new Changes(2000, 30, 60);
    private static final Reference REFERENCE = new Reference(
            published(), CHANGES, 124, Duration.ofSeconds(1), Duration.ofSeconds(100), Duration.ofSeconds(2));

    private final KillPlan plan = new KillPlan(REFERENCE, true);

    static Published published() {
        StoredReceipt receipt = new StoredReceipt(
                "run-1",
                "List-Somali",
                "list@first",
                new TreeMap<>(),
                Optional.empty(),
                Relations.NONE,
                "1",
                Instant.EPOCH,
                true,
                0,
                DOCUMENTS,
                DOCUMENTS,
                DOCUMENTS,
                new TreeMap<>(),
                0,
                Receipt.SetAside.NONE,
                Origin.NONE,
                List.of(),
                "sha256:0",
                List.of());
        return new Published(Path.of("date_accessed=2026-11-01"), receipt, Map.of());
    }

    @Test
    void oneSeedAlwaysChoosesTheSame() {
        List<Choice> choices = Choice.draw(7, 1000);
        assertThat(choices).isEqualTo(Choice.draw(7, 1000)).isNotEqualTo(Choice.draw(8, 1000));
        assertThat(Choice.draw(7, 10)).isEqualTo(choices.subList(0, 10));
        for (Moment moment : Moment.values()) {
            assertThat(choices).anyMatch(choice -> choice.moment() == moment && choice.byTime());
            assertThat(choices).anyMatch(choice -> choice.moment() == moment && !choice.byTime());
        }
    }

    @Test
    void theLastFifthOfAllKillsFallsIntoPublishingAndOnlyTheLastAfterIt() {
        List<Choice> choices = Choice.draw(1, KILLS);
        for (int left = 4; left >= 1; left--) {
            Kill kill = plan.next(choices.get(KILLS - left), left, KILLS, 500);
            assertThat(((Kill.AtChange) kill).point().stretch())
                    .isEqualTo(left == 1 ? Stretch.ENDING : Stretch.PUBLISHING);
        }
        Kill whereAllIsRead = plan.next(choices.get(0), KILLS, KILLS, DOCUMENTS);
        assertThat(((Kill.AtChange) whereAllIsRead).point().stretch()).isEqualTo(Stretch.PUBLISHING);
    }

    @Test
    void noKillFallsPastTheEndOfItsAttempt() {
        for (Choice choice : Choice.draw(2, 10_000)) {
            for (int left = 1; left <= KILLS; left++) {
                Kill kill = plan.next(choice, left, KILLS, 500);
                if (kill instanceof Kill.AtChange at) {
                    long changes = at.point().stretch() == Stretch.ATTEMPT
                            ? CHANGES.reading() / 2 + CHANGES.publishing()
                            : CHANGES.publishing() + CHANGES.clearing();
                    assertThat(at.point().number()).isBetween(1L, changes);
                } else {
                    Duration later =
                            kill instanceof Kill.AfterTime after ? after.life() : ((Kill.AfterFirstWord) kill).later();
                    assertThat(later).isBetween(Duration.ZERO, Duration.ofSeconds(50));
                }
            }
        }
    }

    @Test
    void anAttemptThatIsFasterThanTheReferenceRunMakesTheKillsComeSooner() {
        Choice choice = new Choice(true, false, Moment.BEFORE, 0.5);
        plan.learn(readATenth(Duration.ofSeconds(1)), 100);
        plan.learn(readATenth(Duration.ofSeconds(30)), 100);
        assertThat(plan.next(choice, 5, KILLS, 500))
                .isEqualTo(new Kill.AfterFirstWord(
                        Duration.ofSeconds(10).multipliedBy(45).dividedBy(200)));
    }

    private static ChildProcess.Ended readATenth(Duration reading) {
        return new ChildProcess.Ended(
                137,
                true,
                Optional.empty(),
                false,
                OptionalLong.of(100),
                OptionalLong.of(200),
                1,
                Changes.NONE,
                Duration.ofMillis(800),
                reading,
                reading.plusSeconds(1),
                List.of());
    }

    @Test
    void whereChangesCannotBeToldApartAllKillsAreByTime() {
        KillPlan inABucket = new KillPlan(REFERENCE, false);
        for (Choice choice : Choice.draw(4, 100)) {
            for (int left = 1; left <= KILLS; left++) {
                assertThat(inABucket.next(choice, left, KILLS, left < 3 ? DOCUMENTS : 500))
                        .isNotInstanceOf(Kill.AtChange.class);
            }
        }
    }

    @Test
    void aPlaceIsWhatItsTextSays() {
        for (Stretch stretch : Stretch.values()) {
            for (Moment moment : Moment.values()) {
                CrashPoint point = new CrashPoint(stretch, 17, moment);
                assertThat(CrashPoint.parse(point.text())).isEqualTo(point);
            }
        }
        assertThatThrownBy(() -> CrashPoint.parse("attempt 0 before")).hasMessageContaining("counted from 1");
        assertThatThrownBy(() -> CrashPoint.parse("attempt x before")).hasMessageContaining("\"attempt 17 before\"");
    }
}
