package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.ChangedSetting;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Nearest;
import dev.siiwad.cli.terminal.PrintedLine;
import dev.siiwad.cli.terminal.Remedies;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.ingest.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a start refuses, in words: both values, and what to type next, to carry on as the run was begun and to start over.
 *
 * @param command what was typed
 * @param paid whether what the run in progress has read was paid for
 * @param delete the command that deletes the checkpoint, and what it counts
 */
public record Refusals(TypedCommand command, boolean paid, String delete) {
    /** Where the source is not known. */
    public Refusals(TypedCommand command, boolean paid) {
        this(command, paid, command.program() + " checkpoint delete SOURCE");
    }

    public static int exitCode(Refusal refusal) {
        if (refusal instanceof Refusal.EndsBeforeStart || refusal instanceof Refusal.UnknownDataset) {
            return ExitCode.USAGE;
        }
        return refusal instanceof Refusal.UnsafeRunId ? ExitCode.CORRUPT : ExitCode.DECISION;
    }

    /** What is wrong, and a line for each command that goes on; what is stored adds no lines of its own. */
    public String message(Refusal refusal) {
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
            return exceeds(request.offset(), request.maxRecords())
                    + ", which --max-records asks for. It counts from the start of the source."
                    + "\nPublish the " + request.offset() + " documents that are read with: "
                    + command.with("--max-records", "" + request.offset())
                    + "\nRead on to the end with: " + command.without("--max-records") + startOver();
        }
        if (refusal instanceof Refusal.NoAttemptsLeft none) {
            return "Run " + none.run() + " has had " + none.attempts() + " attempts, and --max-attempts is "
                    + none.attemptsMax() + "; the last " + none.stalled() + " stopped at offset=" + none.offset()
                    + ". Carry on with: " + command.with("--max-attempts", "" + (none.attempts() + 1));
        }
        if (refusal instanceof Refusal.PublishedRunId taken) {
            return "Run " + taken.published().run() + " is published: "
                    + taken.published().receipt()
                    + ". A new run needs an id of its own: give another --run-id, or none";
        }
        if (refusal instanceof Refusal.UnknownDataset unknown) {
            return "--against " + PrintedLine.of(unknown.name())
                    + ": there is no dataset of a source or run of that name"
                    + Nearest.to(unknown.name(), unknown.known())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(".")
                    + " They are listed by: " + command.program() + " dataset list";
        }
        if (refusal instanceof Refusal.ChangedDataset changed && !changed.begun()) {
            return "--against: the dataset " + changed.dataset().name() + " is not whole: "
                    + PrintedLine.of(changed.problem());
        }
        Optional<String> asShared = asShared(refusal);
        return asShared.isPresent() ? asShared.get() + startOver() : other(refusal) + startOver();
    }

    /** A run that was asked for as a shared one is not, or not so; empty for any other refusal. */
    private Optional<String> asShared(Refusal refusal) {
        if (refusal instanceof Refusal.NotShared alone) {
            TypedCommand asBegun =
                    command.without("--slices").without("--slice").without("--no-wait");
            return Optional.of("Run " + alone.run() + " is in progress, and is not shared." + carryOn(asBegun));
        }
        if (refusal instanceof Refusal.OtherSlices other) {
            return Optional.of(
                    "Run " + other.run() + " is shared in " + other.found() + " slices, and --slices asks for "
                            + other.asked() + "." + carryOn(command.with("--slices", "" + other.found())));
        }
        if (refusal instanceof Refusal.OtherVersion other) {
            return Optional.of("Run " + other.run() + " was planned by version " + other.found()
                    + " of this program, and this is " + other.now()
                    + ". All processes need the same; that one can finish"
                    + " it.");
        }
        return Optional.empty();
    }

    /** The checkpoint is of another run than the one that is asked for. */
    private String other(Refusal refusal) {
        if (refusal instanceof Refusal.UnsafeRunId unsafe) {
            return ".checkpoint.json: " + PrintedLine.of(unsafe.problem());
        }
        if (refusal instanceof Refusal.OtherSource source) {
            return "The checkpoint is of source " + source.found() + "; this is source " + source.asked() + ".";
        }
        if (refusal instanceof Refusal.OtherRunId run) {
            return "The run in progress is " + run.inProgress() + ", and --run-id asks for " + run.asked() + "."
                    + carryOn(command.without("--run-id"));
        }
        if (refusal instanceof Refusal.OtherOffset offset) {
            return "--from-offset is " + offset.asked() + ", and the checkpoint has " + offset.member() + " "
                    + offset.found() + "." + carryOn(command.without("--from-offset"));
        }
        if (refusal instanceof Refusal.OtherSettings settings) {
            return otherSettings(ChangedSetting.of(settings.changes()));
        }
        if (refusal instanceof Refusal.OtherInput input) {
            return "The run in progress was begun with something else: " + PrintedLine.of(input.what()) + "."
                    + (input.readable()
                            ? carryOn(command.with("--as-begun"))
                            : "\nPut it back as it was, and carry on with: " + command);
        }
        if (refusal instanceof Refusal.Shared shared) {
            return "Run " + shared.run() + " is in progress, and is shared in " + shared.slices() + " slices."
                    + carryOn(command.with("--slices", "" + shared.slices()));
        }
        if (refusal instanceof Refusal.ChangedDataset changed) {
            return "The run in progress compares its documents with the dataset "
                    + changed.dataset().name()
                    + ", which is not there any more as it was: " + PrintedLine.of(changed.problem())
                    + ".\nPut it back as it was, and carry on with: " + command;
        }
        Refusal.SnapshotGone gone = (Refusal.SnapshotGone) refusal;
        return "The run in progress reads snapshot " + PrintedLine.of(gone.pinned())
                + ", which is gone; upstream now has " + PrintedLine.of(gone.current()) + "."
                + new Remedies(command).decisions(gone.remedies());
    }

    private String otherSettings(List<ChangedSetting> changes) {
        String words =
                PrintedLine.of(changes.stream().map(ChangedSetting::words).collect(Collectors.joining("; ")));
        TypedCommand asBegun = command;
        for (ChangedSetting change : changes) {
            asBegun = change.asItWas(asBegun);
        }
        boolean byOptions = changes.stream().allMatch(change -> change.option().isPresent());
        return "The run in progress was begun with other settings: " + words + "."
                + (byOptions
                        ? carryOn(asBegun)
                        : "\nThis version of the program reads in another way than the one that began the run; that one"
                                + " can finish it.");
    }

    private static String exceeds(long offset, long size) {
        return "Checkpoint offset " + offset + " exceeds dataset size " + size;
    }

    private static String carryOn(TypedCommand asBegun) {
        return "\nCarry on as it was begun with: " + PrintedLine.of(asBegun.toString());
    }

    /** A shared run is not begun anew by force: other processes may read it. */
    private String startOver() {
        if (command.has("--slices")) {
            return "\nTo start over, type first: " + delete + (paid ? " --yes" : "");
        }
        return paid
                ? "\nStart over, and pay again, with: " + command + " --force --yes"
                : "\nStart over with: " + command + " --force";
    }
}
