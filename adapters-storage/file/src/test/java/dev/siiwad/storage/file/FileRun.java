package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.transform.MinLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A run of a list whose checkpoints, segments and dataset are files below one directory; one new process at each call. */
final class FileRun {
    private static final int DOCUMENTS = 40;

    private final Path data;
    private final int documents;
    private final List<String> said = new ArrayList<>();

    FileRun(Path data) {
        this(data, DOCUMENTS);
    }

    /** @param documents half of them in each segment */
    FileRun(Path data, int documents) {
        this.data = data;
        this.documents = documents;
    }

    RunReport process(Disk disk) throws IOException {
        said.clear();
        RunContext context =
                new RunContext(() -> Instant.EPOCH, () -> new RunId("other"), Checkpoints.OWNER, () -> false, "0.1");
        Progress progress = event -> said.add(event.message());
        return new IngestionRun(
                        new ListSource(Checkpoints.SOURCE, documents, 7, 0, "first", false),
                        new MinLength(10),
                        new FileStorage(staging(), silver(), disk),
                        DatasetFormat.JSON_LINES,
                        context,
                        progress,
                        RunRequest.defaults()
                                .withAgain()
                                .withCheckpointEvery(documents / 2)
                                .withRunId(new RunId("20261101_run")))
                .run();
    }

    /** What the last process said. */
    List<String> said() {
        return List.copyOf(said);
    }

    Path staging() {
        return data.resolve("staging");
    }

    private Path silver() {
        return data.resolve("processed/silver");
    }

    Saved saved() throws IOException {
        return new FileCheckpointStore(staging(), new FastDisk(), () -> Instant.EPOCH).load(Checkpoints.SOURCE);
    }

    /** Published files with their bytes, receipts left out: they tell of attempts. */
    SortedMap<String, String> published() throws IOException {
        SortedMap<String, String> files = Published.files(silver());
        files.keySet().removeIf(name -> name.endsWith("-receipt.json"));
        return files;
    }

    /** What a run that is over should not have left. */
    List<String> left() throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            return paths.map(path -> data.relativize(path).toString())
                    .filter(name -> name.endsWith(".tmp")
                            || name.contains(".publishing")
                            || name.contains(".checkpoint")
                            || name.endsWith(".jsonl.zst") && name.contains("segments/"))
                    .toList();
        }
    }
}
