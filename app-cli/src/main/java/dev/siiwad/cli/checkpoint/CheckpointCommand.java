package dev.siiwad.cli.checkpoint;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad checkpoint}, which needs a verb. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = "Shows, sets, backs up, restores and removes checkpoints.")
public final class CheckpointCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with it is missing");
    }
}
