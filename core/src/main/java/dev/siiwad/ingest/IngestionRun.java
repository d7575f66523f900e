package dev.siiwad.ingest;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attempt at a run, from finding the checkpoint to removing it. Used once, by one thread. The JVM may be killed at any instruction of
 * it: the next one carries on.
 */
public final class IngestionRun {
    private final Source source;
    private final Transform transform;
    private final Storage storage;
    private final DatasetFormat format;
    private final RunContext context;
    private final CheckpointStore checkpoints;
    private final Progress progress;
    private final RunRequest request;
    private final boolean slice;

    /** @param storage open for as long as the run goes on; the caller closes it */
    public IngestionRun(
            Source source,
            Transform transform,
            Storage storage,
            DatasetFormat format,
            RunContext context,
            Progress progress,
            RunRequest request) {
        this(source, transform, storage, format, context, progress, request, false);
    }

    /** @param slice whether this is a share of a run: then it ends once all is read, and publishes nothing */
    IngestionRun(
            Source source,
            Transform transform,
            Storage storage,
            DatasetFormat format,
            RunContext context,
            Progress progress,
            RunRequest request,
            boolean slice) {
        this.slice = slice;
        this.source = source;
        this.transform = transform;
        this.storage = storage;
        this.format = format;
        this.context = context;
        this.checkpoints = storage.checkpoints();
        this.progress = progress;
        this.request = request;
    }

    /** What {@link #run} would decide now; changes nothing, and does not ask whether another run holds the source. */
    public ResumePlan explain() throws IOException {
        Saved saved = load();
        return stages(saved).plan(saved);
    }

    /** What a new run would collect; asks upstream, as the start of one does, and changes nothing. */
    public Novelty novelty() throws IOException {
        Stages fresh = stages(new Saved.None());
        return Novelty.of(
                fresh.source,
                fresh.settings,
                storage.datasets(),
                request,
                request.fromOffset().orElse(0));
    }

    /**
     * Runs to the end, or until asked to stop.
     *
     * @throws dev.siiwad.checkpoint.SourceBusyException if another run holds the source
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken it over meanwhile
     * @throws CorruptCheckpointException if there is a checkpoint but none that can be used
     * @throws NotRepairedException if a segment that the checkpoint counts is damaged, and reading it again does not give what was committed
     * @throws DamagedSegmentException if the payload of the snapshot is not as it was stored and cannot be had again, or something that is not a file is in the place of a segment
     * @throws IOException if reading or storing failed; what was read before is saved where possible
     */
    @SuppressWarnings("try") // held for its life, never asked
    public RunReport run() throws IOException {
        try (Closeable held = checkpoints.acquire(source.id())) {
            return run(load());
        }
    }

    /** The same for whoever holds the source already, and has loaded what is saved. */
    RunReport run(Saved saved) throws IOException {
        sayFallback(saved);
        try {
            return carriedOut(saved);
        } catch (LostRaceException | SourceException e) {
            throw e;
        } catch (IOException e) {
            throw lostOr(saved, e);
        }
    }

    private RunReport carriedOut(Saved saved) throws IOException {
        Stages stages = stages(saved);
        ResumePlan plan = stages.plan(saved);
        progress.on(new Progress.Decided(plan));
        if (plan instanceof ResumePlan.Refuse refuse) {
            return new RunReport.Refused(refuse.refusal());
        }
        if (plan instanceof ResumePlan.Finished finished) {
            progress.on(new Progress.Finished(finished.dataset()));
            stages.publishing.leftovers().removeFinished(finished.dataset().run());
            return new RunReport.Finished(finished.dataset());
        }
        if (plan instanceof ResumePlan.Publish all) {
            sayFound(saved, all.checkpoint().lastIndex(), all.checkpoint().processedCount());
            return slice ? new RunReport.Exhausted(all.checkpoint()) : stages.publishing.resume(all.checkpoint());
        }
        if (plan instanceof ResumePlan.CarryOn carryOn) {
            sayFound(
                    saved,
                    carryOn.checkpoint().lastIndex(),
                    carryOn.checkpoint().processedCount());
            return stages.reading.carryOn(carryOn, stages.size);
        }
        long offset = plan instanceof ResumePlan.StartAt startAt ? startAt.offset() : 0;
        if (saved instanceof Saved.OffsetOnly found && !request.force()) {
            sayFound(saved, offset, found.processedCount());
        } else {
            progress.on(new Progress.Starting(offset, request.force()));
        }
        return stages.reading.begin(
                offset,
                saved instanceof Saved.Committed committed ? Optional.of(committed.checkpoint()) : Optional.empty());
    }

    /** Whoever has taken the source over may have finished it, and removed what this run was about to use: then that is what went wrong. */
    private IOException lostOr(Saved found, IOException failure) {
        try {
            Saved now = checkpoints.load(source.id());
            boolean ours = now instanceof Saved.Committed committed
                    && committed.checkpoint().owner().equals(context.owner());
            if (ours || isSame(now, found)) {
                return failure;
            }
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
            return failure;
        }
        LostRaceException lost = new LostRaceException(checkpoints.where(source.id())
                + ": was changed by someone else since this run began, which ended with: " + failure.getMessage());
        lost.addSuppressed(failure);
        return lost;
    }

    /** Whether what counts is the same, be it in the place of something damaged or not. */
    private static boolean isSame(Saved now, Saved found) {
        return now instanceof Saved.Committed one && found instanceof Saved.Committed other
                ? one.checkpoint().equals(other.checkpoint())
                : now.equals(found);
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

    /** A run that goes on works with the versions it began with. */
    private Stages stages(Saved saved) throws IOException {
        Optional<Settings> begun = saved instanceof Saved.Committed committed && !request.force()
                ? Optional.of(committed.checkpoint().settings())
                : Optional.empty();
        Pinning pinning = slice
                ? new Pinning(request.deduplication(), Optional.empty())
                : Pinning.of(request.deduplication(), begun, storage.datasets());
        return new Stages(
                Versions.of(source, transform, pinning.deduplication(), request.keepRejects(), begun), pinning);
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

    /** The work of one attempt, with the versions it uses. */
    private final class Stages {
        private final Source source;
        private final Settings settings;
        private final Pinning pinning;
        private final PinnedSnapshots pinned;
        private final ReadingStage reading;
        private final PublishingStage publishing;
        private OptionalLong size = OptionalLong.empty();

        Stages(Versions versions, Pinning pinning) {
            this.source = versions.source();
            this.pinning = pinning;
            this.settings = versions.settings();
            SegmentStore segments = storage.segments(source.id());
            this.pinned = new PinnedSnapshots(segments, source, storage.datasets(), progress);
            Claims claims = new Claims(checkpoints, segments, context);
            Repair repair = new Repair(source, versions, segments, pinned, progress);
            this.publishing = new PublishingStage(
                    source,
                    storage,
                    storage.publisher(format, context.programVersion(), context.signingKey()),
                    pinned,
                    claims,
                    new Readout.Own(segments, repair),
                    versions.deduplication(),
                    progress,
                    context,
                    request.replace());
            this.reading = new ReadingStage(
                    versions, storage, context, progress, request, pinned, claims, repair, publishing, slice);
        }

        ResumePlan plan(Saved saved) throws IOException {
            Optional<Availability> upstream = Optional.empty();
            if (!request.force()
                    && saved instanceof Saved.Committed committed
                    && committed.checkpoint().source().equals(source.id())
                    && committed.checkpoint().settings().changesTo(settings).isEmpty()
                    && !committed.checkpoint().exhausted()) {
                Snapshot snapshot = pinned.of(committed.checkpoint());
                upstream = Optional.of(source.availability(snapshot));
                size = upstream.get() instanceof Availability.Gone ? OptionalLong.empty() : source.size(snapshot);
            }
            ResumePlan plan = pinning.of(
                    ResumePlan.decide(saved, request, source.id(), settings, upstream, size), storage.datasets());
            Optional<Dataset> published = published();
            if (published.isEmpty()) {
                return plan;
            }
            boolean finished = saved instanceof Saved.None && !request.force();
            return finished ? new ResumePlan.Finished(published.get()) : plan.with(published.get());
        }

        /** The dataset of the run that is asked for by name. */
        private Optional<Dataset> published() throws IOException {
            return request.runId().isPresent()
                    ? storage.datasets().catalog(source.id()).of(request.runId().get())
                    : Optional.empty();
        }
    }
}
