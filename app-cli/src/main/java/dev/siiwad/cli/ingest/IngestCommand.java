package dev.siiwad.cli.ingest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest}, which needs a source. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Collects the documents of a source and publishes them, or resumes where it stopped.")
public final class IngestCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A source is missing");
    }
}
