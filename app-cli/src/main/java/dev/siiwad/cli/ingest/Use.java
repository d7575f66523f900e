package dev.siiwad.cli.ingest;

import dev.siiwad.Siiwad;
import dev.siiwad.cli.terminal.RunFailedException;
import java.io.IOException;

/** What becomes of the ingestion that a source's command asks for: it is run, or tested. */
public interface Use {
    /** Returns the exit code. */
    int ingest(Asked asked) throws IOException, RunFailedException;

    /** Asks a source something and collects nothing; returns the exit code. */
    int look(IngestOptions options, Question question) throws IOException;

    /** Asks a source something. */
    @FunctionalInterface
    interface Question {
        void ask(Siiwad siiwad) throws IOException;
    }
}
