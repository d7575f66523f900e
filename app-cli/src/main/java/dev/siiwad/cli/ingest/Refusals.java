package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.PrintedLine;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.source.Settings;
import java.util.stream.Collectors;

/**
 * Why a start refuses, in words: both values, and what to type next.
 *
 * @param command what was typed, without what must not be repeated
 */
record Refusals(String command) {
    static int exitCode(Refusal refusal) {
        if (refusal instanceof Refusal.EndsBeforeStart) {
            return ExitCode.USAGE;
        }
        if (refusal instanceof Refusal.UnsafeRunId) {
            return ExitCode.CORRUPT;
        }
        return refusal instanceof Refusal.NoAttemptsLeft ? ExitCode.FAILED : ExitCode.DECISION;
    }

    /** One line. */
    String message(Refusal refusal) {
        return PrintedLine.of(words(refusal));
    }

    private String words(Refusal refusal) {
        if (refusal instanceof Refusal.EndsBeforeStart ends) {
            return "--max-records is " + ends.maxRecords() + ", below --from-offset " + ends.fromOffset()
                    + ": both count from the start of the source. Give --max-records at least " + ends.fromOffset();
        }
        if (refusal instanceof Refusal.OffsetExceedsSize size) {
            return exceeds(size.offset(), size.size())
                    + (size.asked()
                            ? ". --from-offset asks for it; give at most " + size.size()
                            : ". It is from another dataset or configuration." + startOver());
        }
        if (refusal instanceof Refusal.OffsetExceedsRequest request) {
            return exceeds(request.offset(), request.maxRecords()) + ", which --max-records asks for. Give at least "
                    + request.offset() + "." + startOver();
        }
        if (refusal instanceof Refusal.NoAttemptsLeft none) {
            return "Run " + none.run() + " has had " + none.attempts() + " attempts, and --max-attempts is "
                    + none.attemptsMax() + "; the last " + none.stalled() + " stopped at offset=" + none.offset()
                    + ". Carry on with: " + command + " --max-attempts " + (none.attempts() + 1);
        }
        if (refusal instanceof Refusal.PublishedRunId taken) {
            return "Run " + taken.published().run() + " is published: "
                    + taken.published().receipt()
                    + ". A new run needs an id of its own: give another --run-id, or none";
        }
        return other(refusal) + startOver();
    }

    /** The checkpoint is of another run than the one that is asked for. */
    private static String other(Refusal refusal) {
        if (refusal instanceof Refusal.UnsafeRunId unsafe) {
            return ".checkpoint.json: " + unsafe.problem();
        }
        if (refusal instanceof Refusal.OtherSource source) {
            return "The checkpoint is of source " + source.found() + "; this is source " + source.asked() + ".";
        }
        if (refusal instanceof Refusal.OtherRunId run) {
            return "The run in progress is " + run.inProgress() + ", and --run-id asks for " + run.asked()
                    + ". Carry on without --run-id.";
        }
        if (refusal instanceof Refusal.OtherOffset offset) {
            return "--from-offset is " + offset.asked() + ", and the checkpoint has " + offset.member() + " "
                    + offset.found() + ". Carry on without --from-offset.";
        }
        if (refusal instanceof Refusal.OtherSettings settings) {
            String changes =
                    settings.changes().stream().map(Settings.Change::toString).collect(Collectors.joining("; "));
            return "The run in progress was started with other settings: " + changes
                    + ". Carry on with the old settings.";
        }
        Refusal.SnapshotGone gone = (Refusal.SnapshotGone) refusal;
        return "The run in progress reads snapshot " + gone.pinned() + ", which is gone; upstream now has "
                + gone.current() + ".";
    }

    private static String exceeds(long offset, long size) {
        return "Checkpoint offset " + offset + " exceeds dataset size " + size;
    }

    private String startOver() {
        return " Start over with: " + command + " --force";
    }
}
