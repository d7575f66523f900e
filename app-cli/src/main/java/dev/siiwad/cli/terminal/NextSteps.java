package dev.siiwad.cli.terminal;

import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the user can type after a run has stopped.
 *
 * @param command what was typed; without arguments where no command is known that starts a run
 * @param storage the option that leads a command about checkpoints to where this run keeps them, or nothing
 * @param checkpoint whether there is one, as far as that can be seen
 * @param backup whether there is a backup of one
 */
public record NextSteps(TypedCommand command, SourceId source, String storage, Seen checkpoint, boolean backup) {
    /** What can be seen of a checkpoint when a run has stopped. */
    public enum Seen {
        KEPT,
        NONE,
        /** The run had one, and it is not where it was. */
        GONE,
        UNKNOWN
    }

    /** Where the checkpoint, if there is one, is whole. */
    public String carryOn() {
        return switch (checkpoint) {
            case KEPT -> "The checkpoint is kept. Carry on with: " + command;
            case NONE -> "Nothing had been read yet. Try again with: " + command;
            case GONE ->
                "The checkpoint of this run is not where it was. If it can be brought back, carry on with: " + command;
            case UNKNOWN ->
                "Whether there is a checkpoint cannot be seen. Once that is fixed, carry on with: " + command;
        };
    }

    /** Where a quota is used up, until a time. */
    String carryOnAfter(Instant until) {
        String after = until.truncatedTo(ChronoUnit.SECONDS).toString();
        return (checkpoint == Seen.NONE ? "Nothing had been read yet. " : "The checkpoint is kept. ")
                + "Carry on after " + after + " with: " + command;
    }

    /** Where the same command would be answered the same. */
    String onceItHasChanged() {
        return switch (checkpoint) {
            case KEPT ->
                "\nThe checkpoint is kept. The same command would end the same way. Once that has changed, carry on with: "
                        + command + "\nOr start over, with what there is now: " + command + " --force";
            case NONE -> "\nThe same command would end the same way.";
            case GONE, UNKNOWN -> "";
        };
    }

    /** Where there is a checkpoint that cannot be used. */
    public String repair() {
        return restore() + startOver() + "\nOr " + replace();
    }

    /** The same, where no command is known that starts a run. */
    public String repairWithoutRun() {
        return restore() + "To " + replace();
    }

    public String look() {
        return command.program() + " checkpoint show " + source + storage;
    }

    public String startOver() {
        return "Start over with: " + command + " --force";
    }

    /** Where the same command would fail again: only that nothing is lost. */
    public String kept() {
        return checkpoint == Seen.KEPT ? "\nThe checkpoint is kept." : "";
    }

    /** Where a file of the run is missing or damaged. */
    public String bringBack() {
        return "Bring it back, or start over with: " + command + " --force";
    }

    /** Where another run holds the source, in a bucket; on files it cannot be taken away. */
    static String takeOver() {
        return ". To take the source away from it add --take-over";
    }

    /** Where another run has taken over. */
    String lookAtOther() {
        return "; look at it with: " + command.program() + " status" + storage;
    }

    private String restore() {
        return backup
                ? "Put the backup back with: " + command.program() + " checkpoint restore " + source + storage + "\n"
                : "";
    }

    private String replace() {
        return "begin at another offset with: " + command.program() + " checkpoint set " + source + " --offset N"
                + storage + "\nOr remove it with: " + command.program() + " checkpoint delete " + source + storage;
    }
}
