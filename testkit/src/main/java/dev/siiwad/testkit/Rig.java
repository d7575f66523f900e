package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Source;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs a source over in-memory place, one new process at each call, with a clock that a test can follow. */
public final class Rig {
    private final InMemoryPlace place = new InMemoryPlace();
    private final List<Progress.Event> events = new ArrayList<>();
    private Transform transform = new MinLength(10);
    private Instant now = Instant.parse("2026-11-01T08:00:00Z");
    private int processes;

    public InMemoryPlace place() {
        return place;
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
        return process(source, request, operations, stop).run();
    }

    /** A process that has not done anything yet. */
    public IngestionRun process(Source source, RunRequest request, DurableOperations operations, BooleanSupplier stop) {
        processes++;
        int process = processes;
        events.clear();
        RunContext context = new RunContext(
                this::tick,
                () -> new RunId("run-of-process-" + process),
                new Owner("host", "boot", process, "nonce-" + process),
                stop,
                "1.0");
        return new IngestionRun(
                source, transform, place.open(operations), DatasetFormat.PARQUET, context, events::add, request);
    }

    private Instant tick() {
        now = now.plusMillis(300);
        return now;
    }
}
