package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attempt at a run, from finding the checkpoint to removing it. Used once, by one thread. The JVM may be killed at any instruction of
 * it: the next one carries on.
 */
public final class IngestionRun {
    private static final long SKIP_STEP = 1000;

    private final Source source;
    private final Transform transform;
    private final SegmentStore segments;
    private final CheckpointStore checkpoints;
    private final Publisher publisher;
    private final Datasets datasets;
    private final RunContext context;
    private final Progress progress;
    private final RunRequest request;
    private final Settings settings;
    private OptionalLong size = OptionalLong.empty();

    /** @param storage open for as long as the run goes on; the caller closes it */
    public IngestionRun(
            Source source,
            Transform transform,
            Storage storage,
            DatasetFormat format,
            RunContext context,
            Progress progress,
            RunRequest request) {
        this.source = source;
        this.transform = transform;
        this.segments = storage.segments(source.id());
        this.checkpoints = storage.checkpoints();
        this.publisher = storage.publisher(format, context.programVersion());
        this.datasets = storage.datasets();
        this.context = context;
        this.progress = progress;
        this.request = request;
        this.settings = source.settings().with("transforms", transform.describe());
    }

    /** What {@link #run} would decide now; changes nothing, and does not ask whether another run holds the source. */
    public ResumePlan explain() throws IOException {
        return plan(load());
    }

    /**
     * Runs to the end, or until asked to stop.
     *
     * @throws dev.siiwad.checkpoint.SourceBusyException if another run holds the source
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken it over meanwhile
     * @throws CorruptCheckpointException if there is a checkpoint but none that can be used
     * @throws DamagedSegmentException if a segment that the checkpoint counts is not as it was sealed
     * @throws IOException if reading or storing failed; what was read before is saved where possible
     */
    @SuppressWarnings("try") // held for its life, never asked
    public RunReport run() throws IOException {
        try (Closeable held = checkpoints.acquire(source.id())) {
            Saved saved = load();
            sayFallback(saved);
            ResumePlan plan = plan(saved);
            progress.on(new Progress.Decided(plan));
            if (plan instanceof ResumePlan.Refuse refuse) {
                return new RunReport.Refused(refuse.refusal());
            }
            if (plan instanceof ResumePlan.Publish all) {
                sayFound(saved, all.checkpoint().lastIndex(), all.checkpoint().processedCount());
                return publish(all.checkpoint());
            }
            if (plan instanceof ResumePlan.CarryOn carryOn) {
                sayFound(
                        saved,
                        carryOn.checkpoint().lastIndex(),
                        carryOn.checkpoint().processedCount());
                return carryOn(carryOn);
            }
            long offset = plan instanceof ResumePlan.StartAt startAt ? startAt.offset() : 0;
            if (saved instanceof Saved.OffsetOnly found && !request.force()) {
                sayFound(saved, offset, found.processedCount());
            } else {
                progress.on(new Progress.Starting(offset, request.force()));
            }
            return begin(offset);
        }
    }

    private Saved load() throws IOException {
        try {
            return checkpoints.load(source.id());
        } catch (CorruptCheckpointException e) {
            if (request.force()) {
                return new Saved.None();
            }
            throw e;
        }
    }

    private ResumePlan plan(Saved saved) throws IOException {
        Optional<Availability> upstream = Optional.empty();
        if (!request.force()
                && saved instanceof Saved.Committed committed
                && committed.checkpoint().source().equals(source.id())
                && committed.checkpoint().settings().equals(settings)
                && !committed.checkpoint().exhausted()) {
            Snapshot pinned = pinned(committed.checkpoint());
            upstream = Optional.of(source.availability(pinned));
            size = upstream.get() instanceof Availability.Available ? source.size(pinned) : OptionalLong.empty();
        }
        return ResumePlan.decide(saved, request, source.id(), settings, upstream, size);
    }

    private Snapshot pinned(Checkpoint checkpoint) throws IOException {
        String payload = segments.payload(checkpoint.runId(), checkpoint.snapshot())
                .orElseThrow(() -> new DamagedSegmentException(segments.where(checkpoint.runId(), checkpoint.snapshot())
                        + ": is missing; the run reads by the list in it"));
        return Snapshot.of(checkpoint.snapshot(), payload);
    }

    private RunReport begin(long offset) throws IOException {
        Snapshot snapshot = source.snapshot();
        size = source.size(snapshot);
        if (size.orElse(Long.MAX_VALUE) < offset) {
            return refused(offset, size.getAsLong());
        }
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            for (long skipped = 0; skipped < offset; ) {
                if (context.stopRequested().getAsBoolean()) {
                    return new RunReport.Interrupted(Optional.empty());
                }
                long step = Math.min(SKIP_STEP, offset - skipped);
                long passed = reader.skip(step);
                skipped += passed;
                if (passed < step) {
                    return refused(offset, skipped);
                }
            }
            return attempt(claimNew(snapshot, offset, reader.position()), reader);
        }
    }

    private RunReport refused(long offset, long end) {
        return new RunReport.Refused(
                ResumePlan.offsetExceeds(offset, end, request).refusal());
    }

    private Checkpoint claimNew(Snapshot snapshot, long offset, Position position) throws IOException {
        RunId run = request.runId().orElseGet(context.newRunId());
        if (request.force()) {
            checkpoints.delete(source.id());
        }
        storePayload(run, snapshot);
        Instant now = context.clock().get().truncatedTo(ChronoUnit.SECONDS);
        Checkpoint claim = Checkpoint.begin(
                new Run(run, source.id(), now, offset, snapshot.id(), settings),
                position,
                Claim.first(nextAttempt(run, 0), context.owner()));
        checkpoints.commit(claim);
        removeUnreferencedRuns();
        return claim;
    }

    /** A run id that was used before may have left another list; what it left stays. */
    private void storePayload(RunId run, Snapshot snapshot) throws IOException {
        try {
            segments.storePayload(run, snapshot.id(), snapshot.payload().orElse(""));
        } catch (FileAlreadyExistsException e) {
            throw new SourceException(e.getMessage(), e, new Remedy.Give("run_id"));
        }
    }

    private RunReport carryOn(ResumePlan.CarryOn plan) throws IOException {
        Checkpoint found = plan.checkpoint();
        plan.newer().ifPresent(newer -> progress.on(new Progress.NewerSnapshot(found.snapshot(), newer)));
        requireLastSegment(found);
        try (DocumentReader reader = source.open(pinned(found), found.position())) {
            Checkpoint claim = found.claimedBy(
                    context.owner(),
                    nextAttempt(found.runId(), found.attempt()),
                    context.clock().get());
            checkpoints.commit(claim);
            Steps.of(claim, request.checkpointEvery())
                    .announcement(claim, request.onPoison())
                    .ifPresent(progress::on);
            return attempt(claim, reader);
        }
    }

    /** Never a number that was given before, not even where the checkpoint that had it was lost, or replaced by an older one. */
    private int nextAttempt(RunId run, int attempt) throws IOException {
        int next = 1 + Math.max(attempt, segments.highestAttempt(run));
        segments.recordAttempt(run, next);
        return next;
    }

    private void requireLastSegment(Checkpoint checkpoint) throws IOException {
        if (checkpoint.lastSegment().isEmpty()) {
            return;
        }
        SegmentName name = checkpoint.lastSegment().get();
        Optional<Long> length = segments.length(checkpoint.runId(), name);
        if (length.isEmpty() || length.get() != checkpoint.lastSegmentBytes()) {
            throw new DamagedSegmentException(segments.where(checkpoint.runId(), name) + ": "
                    + length.map(bytes -> "has " + bytes + " bytes").orElse("is missing or not whole")
                    + "; the checkpoint counts "
                    + checkpoint.lastSegmentBytes() + " bytes in it, the last of " + checkpoint.segmentCount()
                    + " segments");
        }
    }

    private RunReport attempt(Checkpoint claim, DocumentReader reader) throws IOException {
        progress.on(new Progress.Claimed(claim, size));
        Commits commits = new Commits(checkpoints, claim);
        try (Attempt attempt = new Attempt(commits, reader, transform, segments, context, progress, request)) {
            if (!attempt.readAll()) {
                return new RunReport.Interrupted(Optional.of(commits.last()));
            }
        }
        return publish(commits.last());
    }

    private RunReport publish(Checkpoint checkpoint) throws IOException {
        Receipt receipt = new Publication(publisher, datasets, progress)
                .of(new CountedSegments(checkpoint, segments), source.info(), request.replace());
        progress.on(new Progress.Complete());
        checkpoints.delete(source.id());
        removeUnreferencedRuns();
        return new RunReport.Completed(receipt);
    }

    /** Makes room. What cannot be removed is harmless, and a finished dataset is not undone by it. */
    private void removeUnreferencedRuns() throws LostRaceException {
        try {
            segments.retainOnly(checkpoints.referencedRuns(source.id()));
        } catch (LostRaceException e) {
            throw e;
        } catch (CorruptCheckpointException e) {
            progress.on(new Progress.SegmentsLeft(true, e.getMessage()));
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(false, e.getMessage()));
        }
    }

    private void sayFallback(Saved saved) {
        if (saved instanceof Saved.Committed committed && committed.fallback().isPresent()) {
            Saved.Fallback fallback = committed.fallback().get();
            progress.on(new Progress.Unusable(fallback.problem().getMessage()));
            progress.on(new Progress.UsingPrevious(fallback.where()));
        }
    }

    private void sayFound(Saved saved, long offset, long processed) {
        if (!(saved instanceof Saved.Committed committed && committed.fallback().isPresent())) {
            progress.on(new Progress.Found(checkpoints.where(source.id())));
        }
        progress.on(new Progress.Resuming(offset, processed));
    }
}
