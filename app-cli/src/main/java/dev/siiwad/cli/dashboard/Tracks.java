package dev.siiwad.cli.dashboard;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.cli.checkpoint.RunStatus;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what unfinished runs have stored, and remembers it from look to look. */
final class Tracks {
    /** Runs that nobody could tell apart on a page; of the others the state is told, and no more. */
    private static final int RUNS_READ_MAX = 200;

    private static final Duration READING_MAX = Duration.ofMillis(250);
    private static final RunId NO_RUN = new RunId("none");

    private final Storage storage;
    private final boolean paid;
    private final Supplier<Instant> clock;
    private final Map<SourceId, RunContents> contents = new HashMap<>();
    private Duration readFor = Duration.ZERO;
    private int tracked;

    /** @param paid whether reading costs something; then segments are only listed */
    Tracks(Storage storage, boolean paid, Supplier<Instant> clock) {
        this.storage = storage;
        this.paid = paid;
        this.clock = clock;
    }

    /** A look begins. What is of other sources than these is forgotten. */
    void begin(Set<SourceId> sources) {
        contents.keySet().retainAll(sources);
        readFor = Duration.ZERO;
        tracked = 0;
    }

    /** What is in the segments of a source, as far as they were read. */
    Optional<RunContents> contents(SourceId source) {
        return Optional.ofNullable(contents.get(source));
    }

    /** What is stored of a source, as far as there is time to read it. */
    RunFacts.Track of(RunStatus status, Instant now) {
        RunContents read = new RunContents(NO_RUN);
        Attempts attempts = Attempts.NONE;
        Optional<String> unread = Optional.empty();
        if (status.checkpoint().isPresent() && tracked++ < RUNS_READ_MAX) {
            Checkpoint checkpoint = status.checkpoint().get();
            SegmentStore store = storage.segments(status.source());
            read = contentsOf(status.source(), checkpoint);
            try {
                attempts = Attempts.of(checkpoint, store.history(checkpoint.runId()));
                if (!paid) {
                    read(read, checkpoint, store);
                }
            } catch (IOException e) {
                unread = Optional.of(Failures.describe(e));
            }
        }
        return new RunFacts.Track(
                0,
                status,
                status.state(now),
                attempts,
                work(attempts, read, status),
                read.tally(),
                read.segmentsRead(),
                unread);
    }

    /** At least one segment of each run, and more as long as this look has not read for long. */
    private void read(RunContents contents, Checkpoint checkpoint, SegmentStore store) throws IOException {
        Instant begun = clock.get();
        try {
            contents.read(
                    checkpoint,
                    store,
                    () -> readFor.plus(Duration.between(begun, clock.get())).compareTo(READING_MAX) < 0);
        } finally {
            readFor = readFor.plus(Duration.between(begun, clock.get()));
        }
    }

    private RunContents contentsOf(SourceId source, Checkpoint checkpoint) {
        RunContents before = contents.get(source);
        if (before == null || !before.isOf(checkpoint)) {
            contents.put(source, new RunContents(checkpoint.runId()));
        }
        return contents.get(source);
    }

    /** Of segments that were not read only their sum is known, and is shared out evenly: commits come after so many documents, mostly. */
    private List<Pace.Work> work(Attempts attempts, RunContents read, RunStatus status) {
        List<Pace.Work> work = new ArrayList<>();
        if (status.checkpoint().isEmpty()) {
            return work;
        }
        Checkpoint checkpoint = status.checkpoint().get();
        long begin = checkpoint.firstIndex();
        double unread = checkpoint.segmentCount() - read.segmentsRead();
        for (Attempts.Step step : attempts.steps()) {
            double documents;
            if (step.segment() <= read.segmentsRead()) {
                long end = read.end(step.segment());
                documents = end - (step.segment() == 1 ? begin : read.end(step.segment() - 1));
            } else {
                long known = read.segmentsRead() == 0 ? begin : read.end(read.segmentsRead());
                documents = (checkpoint.lastIndex() - known) / unread;
            }
            work.add(new Pace.Work(step.from(), step.to(), documents, step.bytes()));
        }
        return work;
    }
}
