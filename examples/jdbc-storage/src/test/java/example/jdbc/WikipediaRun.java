package example.jdbc;

import dev.siiwad.Siiwad;
import dev.siiwad.WikipediaOptions;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;

/** A process that reads a dump into a database, and says what it has committed. */
final class WikipediaRun {
    static final String COMMITTED = "committed";
    static final String ALL_READ = "all read";

    private WikipediaRun() {}

    public static void main(String[] arguments) throws IOException {
        try (Storage storage = H2.open(Path.of(arguments[0]))) {
            run(storage, Path.of(arguments[1]), event -> {
                if (event instanceof Progress.Committed committed) {
                    System.out.println(committed.checkpoint().exhausted() ? ALL_READ : COMMITTED);
                }
            });
        }
    }

    static RunReport run(Storage storage, Path dump, Progress progress) throws IOException {
        try (Siiwad siiwad = Siiwad.open(storage, dump.resolveSibling("raw"))) {
            return siiwad.wikipedia(WikipediaOptions.of("so").withDump(dump))
                    .runId("20261101_080000_example")
                    .checkpointEvery(2)
                    .progress(progress)
                    .run();
        }
    }
}
