package dev.siiwad.cli.ingest;

import dev.siiwad.Siiwad;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.storage.TemporaryDirectory;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.RunFailedException;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.storage.Storage;
import java.io.IOException;

/**
 * Runs it, or explains what a run would do.
 *
 * @param main the class with the main method of this program, for processes that the run starts
 */
public record RunNow(Session session, Storages storages, String main) implements Use {
    @Override
    public int ingest(Asked asked) throws IOException, RunFailedException {
        boolean keepsNothing =
                asked.options().dryRun() || asked.options().preview().isPresent();
        Directories directories = storages.directories(asked.options().storage());
        if (!keepsNothing || asked.paced()) {
            return ingest(asked, directories);
        }
        try (TemporaryDirectory downloads = TemporaryDirectory.create("siiwad-look-")) {
            return ingest(asked, directories.withRaw(downloads.path()));
        }
    }

    private int ingest(Asked asked, Directories directories) throws IOException, RunFailedException {
        try (Storage storage = storages.open(directories, asked.options().takeOver());
                Siiwad siiwad = open(session, asked.options(), storage, directories)) {
            return new IngestFlow(session, asked, siiwad, storage, main).run();
        }
    }

    @Override
    public int look(IngestOptions options, Question question) throws IOException {
        Directories directories = storages.directories(options.storage());
        try (Storage storage = storages.open(directories, options.takeOver());
                Siiwad siiwad = open(session, options, storage, directories)) {
            question.ask(siiwad);
        }
        return ExitCode.DONE;
    }

    /** @throws UsageException if a setting is malformed */
    public static Siiwad open(Session session, IngestOptions options, Storage storage, Directories directories) {
        try {
            return Siiwad.open(storage, directories.raw(), options.applyTo(session.environment()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
