package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Part;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.ingest.Trial;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Tries the document that a run stands before, and tells on stdout how far it came, for {@link ProcessTrial} to hear. The process ends with its stdin, and so
 * with the run that has started it.
 *
 * @param trial the command above the source's
 */
public record TryIt(Session session, Storages storages, TrialCommand trial) implements Use {
    static final String IN_FLIGHT = "trial: in flight";
    static final String SURVIVED = "trial: survived";
    static final String UNDECIDED = "trial: undecided: ";

    @Override
    public int ingest(Asked asked) throws IOException {
        Thread parent = new Thread(Part::endWithStdin, "siiwad-trial");
        parent.setDaemon(true);
        parent.start();
        Directories directories = storages.directories(asked.options().storage());
        Trial.Kind kind = trial.control() ? Trial.Kind.CONTROL : Trial.Kind.SUSPECT;
        try (Storage storage = storages.open(directories, false);
                Siiwad siiwad = RunNow.open(session, asked.options(), storage, directories)) {
            Ingestion ingestion = asked.ingestion(siiwad, session::resolve);
            Runnable inFlight = () -> session.print(IN_FLIGHT);
            if (trial.slice().isPresent()) {
                int slices = asked.options().sharing().orElseThrow().slices();
                ingestion.tryNext(kind, new Sharing(slices, trial.slice(), false), inFlight);
            } else {
                ingestion.tryNext(kind, asked.paid(), inFlight);
            }
            session.print(SURVIVED);
            return ExitCode.DONE;
        } catch (IOException | UncheckedIOException e) {
            session.print(UNDECIDED + Failures.describe(e));
            return ExitCode.FAILED;
        }
    }

    @Override
    public int look(IngestOptions options, Question question) {
        throw new UsageException("this only looks, and reads no document; leave out trial");
    }
}
