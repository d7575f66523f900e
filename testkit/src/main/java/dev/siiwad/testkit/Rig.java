package dev.siiwad.testkit;

import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.NextDocument;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.Trial;
import dev.siiwad.pipeline.Pipeline;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs a source over a place, in memory or of any storage, one new process at each call, with a clock that a test can follow. */
public final class Rig {
    private final Optional<InMemoryPlace> memory;
    private final Opening opening;
    private final List<Progress.Event> events = new ArrayList<>();
    private Transform transform = new MinLength(10);
    private Deduplication deduplication = Deduplication.NONE;
    private Instant now = Instant.parse("2026-11-01T08:00:00Z");
    private DatasetFormat format = DatasetFormat.PARQUET;
    private boolean trials = true;
    private int threads = 2;
    private int processes;

    /** Opens a place as one new process. */
    @FunctionalInterface
    public interface Opening {
        Storage open() throws IOException;
    }

    /** In memory, where operations can be torn. */
    public Rig() {
        memory = Optional.of(new InMemoryPlace());
        opening = () -> {
            throw new IllegalStateException("in memory");
        };
    }

    /** Over any storage; what is opened is closed when the run that it was opened for ends. */
    public Rig(Opening opening) {
        this.memory = Optional.empty();
        this.opening = opening;
    }

    /** What survives in memory; nowhere else can a test look by this. */
    public InMemoryPlace place() {
        return memory.orElseThrow();
    }

    /** Somebody sets the clock, forward or back. */
    public void setClock(Duration by) {
        now = now.plus(by);
    }

    /** From now on the documents go through another transform. */
    public Rig transform(Transform other) {
        transform = other;
        return this;
    }

    /** From now on some documents count as the same. */
    public Rig deduplicate(Deduplication how) {
        deduplication = how;
        return this;
    }

    /** From now on no document can be tried in a process of its own. */
    public Rig withoutTrials() {
        trials = false;
        return this;
    }

    /** From now on datasets are written in another format. */
    public Rig format(DatasetFormat other) {
        format = other;
        return this;
    }

    /** From now on runs work with so many threads; with 2 unless told otherwise. */
    public Rig threads(int number) {
        threads = number;
        return this;
    }

    /** What the last run said, without what is for debugging. */
    public List<String> said() {
        return events.stream()
                .filter(event -> event.level() != Progress.Level.DEBUG)
                .map(Progress.Event::message)
                .toList();
    }

    public RunReport run(Source source, RunRequest request, DurableOperations operations) throws IOException {
        return run(source, request, operations, () -> false);
    }

    public RunReport run(Source source, RunRequest request, DurableOperations operations, BooleanSupplier stop)
            throws IOException {
        try (Storage storage = open(operations);
                Pipeline pipeline = new Pipeline(threads, () -> false)) {
            return process(storage, pipeline, source, request, operations, stop).run();
        }
    }

    /** A process in memory, of one thread, that has not done anything yet. */
    public IngestionRun process(Source source, RunRequest request, DurableOperations operations, BooleanSupplier stop) {
        return process(place().open(operations), new Pipeline(1, () -> false), source, request, operations, stop);
    }

    private Storage open(DurableOperations operations) throws IOException {
        return memory.isPresent() ? memory.get().open(operations) : new CrashingStorage(opening.open(), operations);
    }

    private IngestionRun process(
            Storage storage,
            Pipeline pipeline,
            Source source,
            RunRequest request,
            DurableOperations operations,
            BooleanSupplier stop) {
        processes++;
        int process = processes;
        events.clear();
        RunContext context = new RunContext(
                this::tick,
                () -> new RunId("run-of-process-" + process),
                Checkpoints.owner("nonce-" + process),
                stop,
                "1.0");
        Trial trial =
                new SimulatedTrial(new NextDocument(source, transform, deduplication, storage, false), operations);
        RunContext trying = trials ? context.withTrial(trial) : context;
        return new IngestionRun(
                pipeline.source(source),
                pipeline.transform(transform),
                pipeline.storage(storage),
                format,
                trying,
                events::add,
                request.withDeduplication(deduplication));
    }

    private Instant tick() {
        now = now.plusMillis(300);
        return now;
    }
}
