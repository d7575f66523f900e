package example.jdbc;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.wikipedia.WikipediaSource;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Whitespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A process that reads a dump into a database, and says each commit. */
final class WikipediaRun {
    private WikipediaRun() {}

    public static void main(String[] arguments) throws IOException {
        try (Storage storage = H2.open(Path.of(arguments[0]))) {
            run(storage, Path.of(arguments[1]), event -> {
                if (event instanceof Progress.Committed) {
                    System.out.println("committed");
                }
            });
        }
    }

    static RunReport run(Storage storage, Path dump, Progress progress) throws IOException {
        RunContext context = new RunContext(
                Instant::now,
                () -> new RunId("20261101_080000_example"),
                new Owner(
                        "host",
                        "boot",
                        ProcessHandle.current().pid(),
                        UUID.randomUUID().toString()),
                () -> false,
                "1.0");
        return new IngestionRun(
                        WikipediaSource.ofFile("so", Optional.empty(), dump),
                        new Whitespace(),
                        storage,
                        DatasetFormat.JSON_LINES,
                        context,
                        progress,
                        RunRequest.defaults().withCheckpointEvery(1))
                .run();
    }
}
