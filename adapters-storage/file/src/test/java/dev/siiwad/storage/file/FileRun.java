package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.Trial;
import dev.siiwad.pipeline.Pipeline;
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
    static final RunId RUN = new RunId("20261101_run");

    /** What is durable in which order does not depend on it. */
    private static final int THREADS = 2;

    private final Path data;
    private final int documents;
    private final RunRequest request;
    private final List<String> said = new ArrayList<>();

    FileRun(Path data) {
        this(data, DOCUMENTS);
    }

    /** The run {@link #RUN} unless the request names another. */
    FileRun(Path data, RunRequest request) {
        this.data = data;
        this.documents = DOCUMENTS;
        this.request = request;
    }

    /** @param documents half of them in each segment */
    FileRun(Path data, int documents) {
        this.data = data;
        this.documents = documents;
        this.request = RunRequest.defaults();
    }

    RunReport process(Disk disk) throws IOException {
        said.clear();
        RunContext context = new RunContext(
                        () -> Instant.EPOCH, () -> new RunId("other"), Checkpoints.OWNER, () -> false, "0.1")
                .withTrial(kind -> new Trial.Ending.Survived());
        Progress progress = event -> said.add(event.message());
        try (Pipeline pipeline = new Pipeline(THREADS, () -> false)) {
            return new IngestionRun(
                            pipeline.source(new ListSource(Checkpoints.SOURCE, documents, 7, 0, "first", false)),
                            pipeline.transform(new MinLength(10)),
                            pipeline.storage(new FileStorage(staging(), silver(), disk)),
                            DatasetFormat.JSON_LINES,
                            context,
                            progress,
                            request.withAgain()
                                    .withCheckpointEvery(documents / 2)
                                    .withRunId(request.runId().orElse(RUN)))
                    .run();
        }
    }

    /** What the last process said. */
    List<String> said() {
        return List.copyOf(said);
    }

    Path staging() {
        return data.resolve("staging");
    }

    Path silver() {
        return data.resolve("processed/silver");
    }

    /** Runs on with nothing in the way: to its end, or where it was finished before, to the word that it is. */
    void runToTheEnd() throws IOException {
        boolean finished = saved() instanceof Saved.None && isPublished();
        assertThat(process(new FastDisk()))
                .isInstanceOf(finished ? RunReport.Finished.class : RunReport.Completed.class);
    }

    private boolean isPublished() throws IOException {
        return new FileStorage(staging(), silver(), new FastDisk())
                .datasets()
                .catalog(Checkpoints.SOURCE)
                .of(RUN)
                .isPresent();
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
