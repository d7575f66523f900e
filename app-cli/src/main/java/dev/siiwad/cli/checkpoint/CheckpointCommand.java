package dev.siiwad.cli.checkpoint;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad checkpoint}, which wants to know what to do with it. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = "Looks at checkpoints, backs them up, puts them back and removes them.")
public final class CheckpointCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with it is missing");
    }
}
