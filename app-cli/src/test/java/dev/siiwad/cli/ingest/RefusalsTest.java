package dev.siiwad.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final TypedCommand COMMAND = new TypedCommand(
            "siiwad", List.of("ingest", "list", "--min-length", "20", "--run-id=mine", "--from-offset", "7"));
    private static final String TYPED = "siiwad ingest list --min-length 20 --run-id=mine --from-offset 7";
    private static final String START_OVER = "\nStart over with: " + TYPED + " --force";

    private static void assertSays(Refusal refusal, int exitCode, String message) {
        assertThat(new Refusals(COMMAND, false, "siiwad checkpoint delete X").message(refusal))
                .isEqualTo(message);
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
                "The run in progress is run-1, and --run-id asks for run-2."
                        + "\nCarry on as it was begun with: siiwad ingest list --min-length 20 --from-offset 7"
                        + START_OVER);
        assertSays(
                new Refusal.OtherOffset("first_index", 0, 7),
                ExitCode.DECISION,
                "--from-offset is 7, and the checkpoint has first_index 0."
                        + "\nCarry on as it was begun with: siiwad ingest list --min-length 20 --run-id=mine"
                        + START_OVER);
        assertSays(
                new Refusal.OtherSettings(List.of(
                        new Settings.Change("given.lang", Optional.of("so"), Optional.of("en")),
                        new Settings.Change("metadata_fields", Optional.of("a b"), Optional.empty()),
                        new Settings.Change("split", Optional.empty(), Optional.of("test")),
                        new Settings.Change(
                                "transforms",
                                Optional.of("whitespace/1 min-length/1=100 token-floor/1=5"),
                                Optional.of("whitespace/1 min-length/1=20 token-floor/1=5")))),
                ExitCode.DECISION,
                "The run in progress was begun with other settings: --lang is en, and was so;"
                        + " --metadata-fields is not given, and was a b; --split is test, and was not given;"
                        + " --min-length is 20, and was 100."
                        + "\nCarry on as it was begun with: siiwad ingest list --run-id=mine --from-offset 7 --lang so"
                        + " --metadata-fields a b --min-length 100"
                        + START_OVER);
        assertSays(
                new Refusal.OtherSettings(
                        List.of(new Settings.Change("extract", Optional.of("wikitext/1"), Optional.of("wikitext/2")))),
                ExitCode.DECISION,
                "The run in progress was begun with other settings: extract is wikitext/2, and was wikitext/1."
                        + "\nThis version of the program reads in another way than the one that began the run;"
                        + " that one can finish it."
                        + START_OVER);
        assertSays(
                new Refusal.OtherInput("videos.txt is another list", true),
                ExitCode.DECISION,
                "The run in progress was begun with something else: videos.txt is another list."
                        + "\nCarry on as it was begun with: " + TYPED + " --as-begun" + START_OVER);
        assertSays(
                new Refusal.OtherInput("a.jsonl holds something else", false),
                ExitCode.DECISION,
                "The run in progress was begun with something else: a.jsonl holds something else."
                        + "\nPut it back as it was, and carry on with: " + TYPED + START_OVER);
        assertSays(
                new Refusal.SnapshotGone("list@1", "list@2", List.of(new Remedy.Decide("skip_changed", ""))),
                ExitCode.DECISION,
                "The run in progress reads snapshot list@1, which is gone; upstream now has list@2.\nDecide with one of:"
                        + "\n  " + TYPED
                        + " --skip-changed   # leaves out what has changed and is not read yet, named in"
                        + " the receipt, and goes on"
                        + START_OVER);
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
                "Checkpoint offset 500 exceeds dataset size 100, which --max-records asks for. It counts from the start"
                        + " of the source.\nPublish the 500 documents that are read with: " + TYPED
                        + " --max-records 500\nRead on to the end with: " + TYPED + START_OVER);
    }

    @Test
    void aRunThatIsToStopWantsADecision() {
        assertSays(
                new Refusal.NoAttemptsLeft(new RunId("run-1"), 5, 5, 3, 10),
                ExitCode.DECISION,
                "Run run-1 has had 5 attempts, and --max-attempts is 5; the last 3 stopped at offset=10."
                        + " Carry on with: " + TYPED + " --max-attempts 6");
    }
}
