package dev.siiwad.cli;

import dev.siiwad.source.SourceId;

/**
 * What the user can type after a run has stopped.
 *
 * @param program how the program is called
 * @param command the command that carries the run on
 * @param storage the option that leads a command about checkpoints to where this run keeps them, or nothing
 * @param checkpoint whether there is one
 * @param backup whether there is a backup of one
 */
record NextSteps(String program, String command, SourceId source, String storage, boolean checkpoint, boolean backup) {
    /** Where a checkpoint is whole. */
    String carryOn() {
        return checkpoint
                ? "The checkpoint is kept. Carry on with: " + command
                : "Nothing had been read yet. Try again with: " + command;
    }

    /** Where a checkpoint is there but cannot be used. */
    String repair() {
        return (backup ? "Put the backup back with: " + program + " checkpoint restore " + source + storage + "\n" : "")
                + startOver() + "\nOr remove it with: " + program + " checkpoint delete " + source + storage;
    }

    String startOver() {
        return "Start over with: " + command + " --force";
    }
}
