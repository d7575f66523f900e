package dev.siiwad.cli.dataset;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad dataset …}. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = false,
        description = "Looks at published datasets, and removes them.")
public final class DatasetCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with it is missing");
    }
}
