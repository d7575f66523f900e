package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.pipeline.Pipeline;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.testkit.ComposedStorage;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.transform.MinLength;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Runs a list over a bucket, one new process at each call, and tells what the bucket holds then. */
final class S3Rig {
    private static final RunRequest REQUEST =
            RunRequest.defaults().withAgain().withCheckpointEvery(3).withRunId(new RunId("run-of-all"));

    private static final int THREADS = 2;

    private final TestBucket storage;
    private final Bucket bucket;
    private final ListSource source = new ListSource(new SourceId("List-Somali"), 5, 4, 0, "first", false);
    private final List<String> said = new ArrayList<>();

    S3Rig(TestBucket storage, Bucket bucket) {
        this.storage = storage;
        this.bucket = bucket;
    }

    /** A process of another machine that takes over whoever holds the source. */
    RunReport run(int process) throws IOException {
        return run(process, true);
    }

    RunReport run(int process, boolean takeOver) throws IOException {
        return run(process, takeOver, THREADS, () -> false);
    }

    /** A process that is asked to stop when it has read some documents, malformed ones not counted; it reads none ahead, which would count. */
    RunReport stopAfter(int process, long documents) throws IOException {
        return run(process, true, 1, () -> source.documentsRead() >= documents);
    }

    /** What the last run said. */
    List<String> said() {
        return List.copyOf(said);
    }

    private RunReport run(int process, boolean takeOver, int threads, BooleanSupplier stop) throws IOException {
        said.clear();
        String host = "host-" + process;
        S3CheckpointStore checkpoints = storage.checkpoints(bucket, host, process, takeOver);
        Fence fence = checkpoints.fence(source.id());
        S3SegmentStore segments = new S3SegmentStore(bucket, source.id(), fence);
        S3Publisher publisher =
                new S3Publisher(bucket, new JsonLinesFormat(), "0.1", Optional.empty(), checkpoints::fence);
        RunContext context = new RunContext(
                () -> Instant.parse("2026-11-01T08:00:00Z"),
                () -> new RunId("run-of-process-" + process),
                new Owner(host, "boot", process, "nonce-" + process),
                stop,
                "0.1");
        Storage all = new ComposedStorage(
                checkpoints, segments, publisher, new StoredDatasets(new S3DatasetPlace(bucket, checkpoints::fence)));
        try (Pipeline pipeline = new Pipeline(threads, stop)) {
            return new IngestionRun(
                            pipeline.source(source),
                            pipeline.transform(new MinLength(10)),
                            pipeline.storage(all),
                            DatasetFormat.JSON_LINES,
                            context,
                            event -> said.add(event.message()),
                            REQUEST)
                    .run();
        }
    }

    Saved saved() throws IOException {
        return storage.checkpoints(storage.bucket(), "onlooker", 99, false).load(source.id());
    }

    boolean isPublished() throws IOException {
        return published().keySet().stream().anyMatch(name -> name.endsWith("-receipt.json"));
    }

    /** Every published object with its content, one character for each byte; of the receipt, only that it is there. */
    SortedMap<String, String> published() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        for (Bucket.Listed object : storage.bucket().listAll("processed/")) {
            byte[] bytes = storage.bucket().read(object.path(), 1 << 20).orElseThrow();
            boolean receipt = object.name().endsWith("-receipt.json");
            found.put(object.path(), receipt ? "" : new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return found;
    }

    /** What readers see of it. A run that lost when it was about to show its files leaves its hidden marker to the next publication. */
    SortedMap<String, String> shown() throws IOException {
        SortedMap<String, String> shown = published();
        shown.keySet().removeIf(path -> path.contains("/.run-of-all.") && path.endsWith(".publishing"));
        return shown;
    }

    List<Bucket.Listed> segments() throws IOException {
        return storage.bucket().listAll("staging/source=" + source.id() + "/segments/");
    }

    /** Uploads that were begun and neither completed nor aborted. */
    List<String> uploads() throws IOException {
        return storage
                .bucket()
                .client()
                .listMultipartUploads(
                        list -> list.bucket(storage.bucket().address().bucket())
                                .prefix(storage.bucket().address().prefix()))
                .uploads()
                .stream()
                .map(upload -> upload.key())
                .toList();
    }
}
