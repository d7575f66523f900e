package dev.siiwad.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final String START_OVER = " Start over with: siiwad ingest list --force";

    private static void assertSays(Refusal refusal, int exitCode, String message) {
        assertThat(new Refusals("siiwad ingest list").message(refusal)).isEqualTo(message);
        assertThat(Refusals.exitCode(refusal)).isEqualTo(exitCode);
    }

    @Test
    void aRequestThatEndsBeforeItBeginsIsWrongUsage() {
        assertSays(
                new Refusal.EndsBeforeStart(10, 50),
                ExitCode.USAGE,
                "--max-records is 10, below --from-offset 50: both count from the start of the source."
                        + " Give --max-records at least 50");
    }

    @Test
    void anUnsafeRunIdIsACorruptCheckpoint() {
        assertSays(
                new Refusal.UnsafeRunId("run id is \"../x\""),
                ExitCode.CORRUPT,
                ".checkpoint.json: run id is \"../x\"" + START_OVER);
    }

    @Test
    void aCheckpointOfAnotherRunIsStale() {
        assertSays(
                new Refusal.OtherSource(new SourceId("A"), new SourceId("B")),
                ExitCode.DECISION,
                "The checkpoint is of source A; this is source B." + START_OVER);
        assertSays(
                new Refusal.OtherRunId(new RunId("run-1"), new RunId("run-2")),
                ExitCode.DECISION,
                "The run in progress is run-1, and --run-id asks for run-2. Carry on without --run-id." + START_OVER);
        assertSays(
                new Refusal.OtherOffset("first_index", 0, 7),
                ExitCode.DECISION,
                "--from-offset is 7, and the checkpoint has first_index 0. Carry on without --from-offset."
                        + START_OVER);
        assertSays(
                new Refusal.OtherSettings(List.of(
                        new Settings.Change("config", Optional.of("so"), Optional.of("en")),
                        new Settings.Change("split", Optional.empty(), Optional.of("test")))),
                ExitCode.DECISION,
                "The run in progress was started with other settings: config: so, now en; split: (not set), now test."
                        + " Carry on with the old settings." + START_OVER);
        assertSays(
                new Refusal.SnapshotGone("list@first", "list@second"),
                ExitCode.DECISION,
                "The run in progress reads snapshot list@first, which is gone; upstream now has list@second."
                        + START_OVER);
    }

    @Test
    void anOffsetPastTheEndIsStale() {
        assertSays(
                new Refusal.OffsetExceedsSize(500, 100, false),
                ExitCode.DECISION,
                "Checkpoint offset 500 exceeds dataset size 100. It is from another dataset or configuration."
                        + START_OVER);
        assertSays(
                new Refusal.OffsetExceedsSize(500, 100, true),
                ExitCode.DECISION,
                "Checkpoint offset 500 exceeds dataset size 100. --from-offset asks for it; give at most 100");
        assertSays(
                new Refusal.OffsetExceedsRequest(500, 100),
                ExitCode.DECISION,
                "Checkpoint offset 500 exceeds dataset size 100, which --max-records asks for. Give at least 500."
                        + START_OVER);
    }

    @Test
    void aRunThatIsToStopHasFailed() {
        assertSays(
                new Refusal.NoAttemptsLeft(new RunId("run-1"), 5, 5, 3, 10),
                ExitCode.FAILED,
                "Run run-1 has had 5 attempts, and --max-attempts is 5; the last 3 stopped at offset=10."
                        + " Carry on with: siiwad ingest list --max-attempts 6");
    }
}
