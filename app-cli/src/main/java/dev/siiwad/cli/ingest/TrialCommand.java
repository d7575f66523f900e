package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.Positive;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code siiwad trial SOURCE …}: what a run starts to try the document that it stands before. It takes the arguments of {@code ingest}, reads that one
 * document, keeps nothing, and ends; {@link TryIt} says what it prints.
 */
@Command(
        name = "trial",
        mixinStandardHelpOptions = true,
        hidden = true,
        description = "Tries the next document of a run.")
public final class TrialCommand implements Runnable {
    static final String CONTROL = "--control";
    static final String OF_SLICE = "--of-slice";

    @Option(names = CONTROL, description = "Fetch it, and do not read it")
    private boolean control;

    @Option(names = OF_SLICE, paramLabel = "I", description = "The document that slice I stands before")
    private Optional<Positive> slice = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A source is missing");
    }

    /** The slice that is tried, counted from 1; empty where the run is not shared. */
    OptionalInt slice() {
        return slice.isPresent() ? OptionalInt.of((int) slice.get().value()) : OptionalInt.empty();
    }

    boolean control() {
        return control;
    }
}
