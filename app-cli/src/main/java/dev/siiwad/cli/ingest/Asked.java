package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a source's command asks for.
 *
 * @param verb the command that was typed, with its arguments
 * @param paid whether the source takes money for being read
 * @param paced whether it is kept among the downloads how often the source was asked, so that a process that comes later asks no more than it may
 */
public record Asked(Making making, IngestOptions options, CommandSpec verb, boolean paid, boolean paced) {
    /** Of a source that may be asked as often as the client likes. */
    public Asked(Making making, IngestOptions options, CommandSpec verb, boolean paid) {
        this(making, options, verb, paid, false);
    }

    /** Puts together the ingestion of a source, with the options that it alone has. */
    @FunctionalInterface
    public interface Making {
        Ingestion of(Siiwad siiwad) throws IOException;
    }

    /**
     * The ingestion, with all options.
     *
     * @param resolve finds the files that are typed
     * @throws UsageException if an option or a setting cannot be
     */
    public Ingestion ingestion(Siiwad siiwad, UnaryOperator<Path> resolve) throws IOException {
        try {
            return options.applyTo(making.of(siiwad), resolve);
        } catch (UsageException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
