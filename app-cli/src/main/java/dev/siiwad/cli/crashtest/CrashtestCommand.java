package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.terminal.Positive;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code siiwad crashtest SOURCE …}: how a source's command, which is the one below {@code ingest}, is tested instead of run. */
@Command(
        name = "crashtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs an ingestion in processes of its own: once without a stop, then killed again and again, at random moments"
                    + " and before, in and after changes to the disk, and resumed with the same command. Compares what"
                    + " both have published, byte for byte.",
            "",
            "It takes the arguments of ingest, for example:",
            "  siiwad crashtest huggingface custom --files a.jsonl --kills 50",
            "",
            "The source is read once for the reference run, and once more for every 20 kills; your own data is not touched."
        },
        footer = {
            "",
            "Exit codes: 0 the datasets are the same, 1 they differ or a run failed by itself,",
            "2 wrong usage, 6 the source is paused, 130 and 143 interrupted."
        })
public final class CrashtestCommand implements Runnable {
    @Option(
            names = "--kills",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Kill the run N times in all (default: 20)")
    private Positive kills = new Positive(20);

    @Option(
            names = "--workers",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description =
                    "Let N processes share the run that is killed, in --slices (default: twice as many), and kill them at"
                            + " random moments; the run that it is compared with is not shared")
    private Optional<Positive> workers = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            scope = ScopeType.INHERIT,
            description = "Repeat the choices of an earlier test; each test prints its seed")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Work in a new directory below DIR (default: the system's temporary directory)")
    private Optional<Path> scratch = Optional.empty();

    @Option(names = "--keep", scope = ScopeType.INHERIT, description = "Keep the scratch directory")
    private boolean keep;

    @Option(
            names = "--accept-costs",
            scope = ScopeType.INHERIT,
            description = "Test a source that costs money; it is paid for at least twice")
    private boolean acceptCosts;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A source is missing");
    }

    Positive kills() {
        return kills;
    }

    Optional<Positive> workers() {
        return workers;
    }

    Optional<Long> seed() {
        return seed;
    }

    Optional<Path> scratch() {
        return scratch;
    }

    boolean keep() {
        return keep;
    }

    boolean acceptCosts() {
        return acceptCosts;
    }
}
