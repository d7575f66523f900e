package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import java.io.IOException;

/**
 * Tests an ingestion instead of running it.
 *
 * @param test the command above the source's, with the options of the test
 */
public record TestIt(Session session, Storages storages, CrashtestCommand test) implements Use {
    @Override
    public int ingest(Asked asked) throws IOException {
        return new CrashtestFlow(session, storages, test, asked).run();
    }

    @Override
    public int look(IngestOptions options, Question question) {
        throw new UsageException(
                "this only looks, and collects nothing, so nothing can be killed; leave out crashtest");
    }
}
