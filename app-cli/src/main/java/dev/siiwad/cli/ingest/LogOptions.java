package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.Logging;
import dev.siiwad.cli.terminal.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is logged of a run, and where. */
@Command(optionListHeading = "%nLogging:%n")
public final class LogOptions {
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

    /** Logs so from now on. */
    public void begin(Session session) {
        if (verbose) {
            Logging.beVerbose();
        } else if (quiet) {
            Logging.beQuiet();
        }
        logFile.or(() -> session.environment().text("SDC_LOGGING__FILE").map(Path::of))
                .ifPresent(file -> Logging.alsoTo(session.resolve(file), session.environment(), session.line(), quiet));
    }

    /** Adds them to the words of a process that is to log so. */
    public void addTo(List<String> words) {
        logFile.ifPresent(file -> words.add("--log-file=" + file));
        if (quiet) {
            words.add("--quiet");
        } else if (verbose) {
            words.add("--verbose");
        }
    }

    /** Whether a progress line is wanted. */
    public boolean progressLine() {
        return !noProgress && !quiet;
    }
}
