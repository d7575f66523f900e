package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Plan;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Slice;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Finds the plan of a shared run, or makes it; several processes may do so at once. */
final class Plans {
    private static final int LOOKS_MAX = 10;

    private final Transform transform;
    private final Storage storage;
    private final CheckpointStore checkpoints;
    private final SegmentStore segments;
    private final RunContext context;
    private final Progress progress;
    private final RunRequest request;
    private final Sharing sharing;
    private final Source source;

    Plans(
            Source source,
            Transform transform,
            Storage storage,
            RunContext context,
            Progress progress,
            RunRequest request,
            Sharing sharing) {
        this.source = source;
        this.transform = transform;
        this.storage = storage;
        this.checkpoints = storage.checkpoints();
        this.segments = storage.segments(source.id());
        this.context = context;
        this.progress = progress;
        this.request = request;
        this.sharing = sharing;
    }

    /** What a process finds when it begins. */
    sealed interface Found {}

    /**
     * A plan stands.
     *
     * @param versions with which the run began
     * @param slices what it was cut into
     */
    record Standing(Checkpoint plan, Versions versions, List<Slice> slices) implements Found {}

    /** There is nothing to do, or it may not be done. */
    record Ended(RunReport report) implements Found {}

    /** Another process plans, or holds the source for something else. */
    record Busy(SourceBusyException why) implements Found {}

    /** Where holding a source excludes nobody, another process may plan, or tidy up, between our look and our commit; what it has made is looked at then. */
    Found find() throws IOException {
        for (int looks = 1; ; looks++) {
            try {
                return look();
            } catch (LostRaceException anotherWasFaster) {
                if (looks == LOOKS_MAX) {
                    throw anotherWasFaster;
                }
            }
        }
    }

    private Found look() throws IOException {
        Saved saved = checkpoints.load(source.id());
        if (!(saved instanceof Saved.None)) {
            return found(saved);
        }
        Optional<Dataset> published = published(request.runId());
        try {
            return published.isPresent() ? finished(published.get()) : plan();
        } catch (SourceBusyException e) {
            return new Busy(e);
        }
    }

    /** Whether a plan is still what counts, seen without holding the source. */
    boolean stands(Checkpoint plan) throws IOException {
        return isOf(plan, checkpoints.load(source.id()));
    }

    static boolean isOf(Checkpoint plan, Saved saved) {
        return saved instanceof Saved.Committed committed
                && committed.checkpoint().runId().equals(plan.runId());
    }

    /** How a run ended whose plan is gone. */
    RunReport ended(Checkpoint plan) throws IOException {
        Dataset dataset = published(Optional.of(plan.runId()))
                .orElseThrow(() -> new LostRaceException(checkpoints.where(source.id()) + ": the plan of run "
                        + plan.runId() + " was removed by someone else, and it has published no dataset"));
        progress.on(new Progress.Finished(dataset));
        return new RunReport.Finished(dataset);
    }

    private Optional<Dataset> published(Optional<RunId> run) throws IOException {
        return run.isPresent() ? storage.datasets().catalog(source.id()).of(run.get()) : Optional.empty();
    }

    /** What whoever has published it could not remove any more, goes now. */
    @SuppressWarnings("try") // held for its life, never asked
    private Found finished(Dataset dataset) throws IOException {
        try (Closeable held = checkpoints.acquire(source.id())) {
            if (checkpoints.load(source.id()) instanceof Saved.None) {
                removeSlices(dataset.run());
                new Leftovers(source.id(), segments, checkpoints, progress).removeFinished(dataset.run());
            }
        }
        progress.on(new Progress.Finished(dataset));
        return new Ended(new RunReport.Finished(dataset));
    }

    /** What somebody holds all the same stays: it may be long until he ends, and nothing is left to do. */
    private void removeSlices(RunId run) throws IOException {
        SliceRemoval slices = new SliceRemoval(storage);
        try {
            slices.of(source.id(), run);
            slices.all(source.id());
        } catch (SourceBusyException held) {
            progress.on(new Progress.SegmentsLeft(false, held.getMessage()));
        }
    }

    private Found found(Saved saved) throws IOException {
        if (!(saved instanceof Saved.Committed committed)) {
            Saved.OffsetOnly offset = (Saved.OffsetOnly) saved;
            return refused(new Refusal.OtherOffset("last_index", offset.lastIndex(), 0));
        }
        Checkpoint checkpoint = committed.checkpoint();
        RunId asked = request.runId().orElse(checkpoint.runId());
        if (!asked.equals(checkpoint.runId())) {
            return refused(new Refusal.OtherRunId(checkpoint.runId(), asked));
        }
        return checkpoint.run().plan().isPresent()
                ? standing(checkpoint, checkpoint.run().plan().get())
                : refused(new Refusal.NotShared(checkpoint.runId()));
    }

    private Found standing(Checkpoint checkpoint, Plan plan) throws IOException {
        Versions versions = versions(Optional.of(checkpoint.settings()), pinning(Optional.of(checkpoint.settings())));
        List<Settings.Change> changes = checkpoint.settings().changesTo(versions.settings());
        if (!changes.isEmpty()) {
            return refused(new Refusal.OtherSettings(changes));
        }
        if (plan.slices() != sharing.slices()) {
            return refused(new Refusal.OtherSlices(checkpoint.runId(), plan.slices(), sharing.slices()));
        }
        if (!plan.programVersion().equals(context.programVersion())) {
            return refused(
                    new Refusal.OtherVersion(checkpoint.runId(), plan.programVersion(), context.programVersion()));
        }
        return standing(checkpoint, versions, pinned(versions.source()).of(checkpoint));
    }

    private Found standing(Checkpoint plan, Versions versions, Snapshot pinned) throws IOException {
        return new Standing(plan, versions, Slice.of(versions.source(), pinned, sharing.slices()));
    }

    private Pinning pinning(Optional<Settings> begun) throws IOException {
        return Pinning.of(request.deduplication(), begun, storage.datasets());
    }

    private Versions versions(Optional<Settings> begun, Pinning pinning) {
        return Versions.of(source, transform, pinning.deduplication(), request.keepRejects(), begun);
    }

    /** The snapshots of the run itself. */
    PinnedSnapshots pinned(Source read) {
        return new PinnedSnapshots(segments, read, storage.datasets(), progress);
    }

    private static Found refused(Refusal refusal) {
        return new Ended(new RunReport.Refused(refusal));
    }

    /** Plans the run, unless another process has done so since this one looked. */
    @SuppressWarnings("try") // held for its life, never asked
    private Found plan() throws IOException {
        try (Closeable held = checkpoints.acquire(source.id())) {
            Saved saved = checkpoints.load(source.id());
            if (!(saved instanceof Saved.None)) {
                return found(saved);
            }
            new SliceRemoval(storage).all(source.id());
            Pinning pinning = pinning(Optional.empty());
            if (pinning.refusal().isPresent()) {
                return refused(pinning.refusal().get());
            }
            Versions newest = versions(Optional.empty(), pinning);
            Novelty novelty = Novelty.of(source, newest.settings(), storage.datasets(), request, 0);
            if (novelty.nothing().isPresent()) {
                return new Ended(new RunReport.NothingNew(novelty.nothing().get()));
            }
            return commit(novelty, newest);
        }
    }

    private Found commit(Novelty novelty, Versions newest) throws IOException {
        Snapshot pinned = novelty.snapshot().orElseThrow();
        RunId run = request.runId().orElseGet(context.newRunId());
        PinnedSnapshots.store(segments, run, pinned);
        Continued.store(segments, run, newest.continued(novelty));
        Instant now = context.clock().get().truncatedTo(ChronoUnit.SECONDS);
        String digest = PinnedSnapshots.digest(pinned.payload().orElse(""));
        Run planned = new Run(run, source.id(), now, 0, pinned.id(), newest.settings(), Optional.of(digest))
                .with(new Plan(sharing.slices(), context.programVersion()));
        Claims claims = new Claims(checkpoints, segments, context);
        Claim claim = Claim.first(claims.number(run, 0), context.owner());
        Checkpoint plan = Checkpoint.begin(planned, Position.START, claim);
        claims.commit(plan);
        return standing(plan, newest, pinned);
    }
}
