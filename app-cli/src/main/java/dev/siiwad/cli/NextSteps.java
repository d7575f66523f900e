package dev.siiwad.cli;

import dev.siiwad.source.SourceId;

/**
 * What the user can type after a run has stopped.
 *
 * @param program how the program is called
 * @param command the command that carries the run on; empty if none is known
 * @param storage the option that leads a command about checkpoints to where this run keeps them, or nothing
 * @param checkpoint whether there is one, as far as that can be seen
 * @param backup whether there is a backup of one
 */
record NextSteps(String program, String command, SourceId source, String storage, Standing checkpoint, boolean backup) {
    /** What is seen of a checkpoint when a run has stopped. */
    enum Standing {
        KEPT,
        NONE,
        /** The run had one, and it is not where it was. */
        GONE,
        UNSEEN
    }

    /** Where a checkpoint is whole. */
    String carryOn() {
        return switch (checkpoint) {
            case KEPT -> "The checkpoint is kept. Carry on with: " + command;
            case NONE -> "Nothing had been read yet. Try again with: " + command;
            case GONE ->
                "The checkpoint of this run is not where it was. If it can be brought back, carry on with: " + command;
            case UNSEEN ->
                "Whether there is a checkpoint cannot be seen. Once that is mended, carry on with: " + command;
        };
    }

    /** Where a checkpoint is there but cannot be used. */
    String repair() {
        return restore() + startOver() + "\nOr " + replace();
    }

    /** The same, where no command is known that starts a run. */
    String repairWithoutRun() {
        return restore() + "To " + replace();
    }

    String look() {
        return program + " checkpoint show " + source + storage;
    }

    String startOver() {
        return "Start over with: " + command + " --force";
    }

    private String restore() {
        return backup ? "Put the backup back with: " + program + " checkpoint restore " + source + storage + "\n" : "";
    }

    private String replace() {
        return "begin at another offset with: " + program + " checkpoint set " + source + " --offset N" + storage
                + "\nOr remove it with: " + program + " checkpoint delete " + source + storage;
    }
}
