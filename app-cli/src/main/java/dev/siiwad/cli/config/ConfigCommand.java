package dev.siiwad.cli.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad config}, which needs a verb. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows and checks what is set in siiwad.yaml, .env and the environment.")
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with it is missing");
    }
}
