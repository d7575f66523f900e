package dev.siiwad.cli.ingest;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is logged of a run, and where. */
@Command(optionListHeading = "%nLogging:%n")
final class LogOptions {
    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Also append the log to a file; --quiet does not make it shorter"
                    + " (default: SDC_LOGGING__FILE, or no file)")
    private Optional<Path> logFile = Optional.empty();

    @Option(names = "--no-progress", description = "Do not show the progress line on a terminal")
    private boolean noProgress;

    @Option(
            names = {"-q", "--quiet"},
            description = "Log warnings and errors only")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log each decision, and the document in flight")
    private boolean verbose;

    Optional<Path> logFile() {
        return logFile;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    boolean progressLine() {
        return !noProgress && !quiet;
    }
}
