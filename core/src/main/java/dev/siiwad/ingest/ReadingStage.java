package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.duplicates.KeptKeys;
import dev.siiwad.duplicates.RememberedKeys;
import dev.siiwad.duplicates.TakenKeys;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Input;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.TaintedInputException;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The first half of a run: claims it and reads the source to its end, going back where what was read from proves to be damaged. */
final class ReadingStage {
    private static final long SKIP_STEP = 1000;

    private final Source source;
    private final Versions versions;
    private final SegmentStore segments;
    private final CheckpointStore checkpoints;
    private final Datasets datasets;
    private final RunContext context;
    private final Progress progress;
    private final RunRequest request;
    private final Settings settings;
    private final PinnedSnapshots pinned;
    private final Claims claims;
    private final Repair repair;
    private final PublishingStage publishing;
    private final GoingBack goingBack;
    private final SliceRemoval slices;
    private final boolean slice;
    private OptionalLong size = OptionalLong.empty();
    private Optional<Commits> claimed = Optional.empty();

    ReadingStage(
            Versions versions,
            Storage storage,
            RunContext context,
            Progress progress,
            RunRequest request,
            PinnedSnapshots pinned,
            Claims claims,
            Repair repair,
            PublishingStage publishing,
            boolean slice) {
        this.pinned = pinned;
        this.source = versions.source();
        this.versions = versions;
        this.segments = storage.segments(source.id());
        this.checkpoints = storage.checkpoints();
        this.datasets = storage.datasets();
        this.context = context;
        this.progress = progress;
        this.request = request;
        this.settings = versions.settings();
        this.claims = claims;
        this.repair = repair;
        this.publishing = publishing;
        this.goingBack = new GoingBack(segments);
        this.slices = new SliceRemoval(storage);
        this.slice = slice;
    }

    /**
     * Begins a new run, after documents that are passed over, if there is anything that no dataset holds.
     *
     * @param givenUp the last checkpoint of the run that the new one takes the place of; nothing of it goes before upstream has said what there is
     */
    RunReport begin(long offset, Optional<Checkpoint> givenUp) throws IOException {
        Set<String> before = Set.copyOf(datasets.files(source.id()));
        Novelty novelty = Novelty.of(source, settings, datasets, request, offset);
        if (novelty.nothing().isPresent()) {
            return new RunReport.NothingNew(novelty.nothing().get());
        }
        Snapshot snapshot = novelty.snapshot().orElseThrow();
        versions.transform().prepare();
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
            Commits commits = claim(claimNew(novelty, offset, reader.position(), givenUp));
            requireNothingNew(before);
            publishing.removeUnreferencedRuns(commits);
            removeSlices();
            return attempt(commits, snapshot, reader);
        } catch (TaintedInputException e) {
            if (claimed.isEmpty()) {
                throw e;
            }
            return readFrom(goBack(e, claimed.get().last()), snapshot);
        }
    }

    /** What a shared run has left that died while it removed its slices: no plan stands now. */
    private void removeSlices() {
        if (slice) {
            return;
        }
        try {
            slices.all(source.id());
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(e instanceof CorruptCheckpointException, e.getMessage()));
        }
    }

    /**
     * Where a run has no checkpoint before and none after, nothing tells whoever was to begin it that another has done so meanwhile, and ended; but what that has published does.
     *
     * @throws LostRaceException if there is anything that was not there before; then this run has ended too
     */
    private void requireNothingNew(Set<String> before) throws IOException {
        List<String> fresh = datasets.files(source.id()).stream()
                .filter(file -> !before.contains(file))
                .toList();
        if (!fresh.isEmpty()) {
            publishing.finish();
            throw new LostRaceException(datasets.where(source.id()) + "/" + fresh.get(0)
                    + ": was published by another run since this one began. Run the same command again");
        }
    }

    private RunReport refused(long offset, long end) {
        return new RunReport.Refused(
                ResumePlan.offsetExceeds(offset, end, request).refusal());
    }

    private Checkpoint claimNew(Novelty novelty, long offset, Position position, Optional<Checkpoint> givenUp)
            throws IOException {
        Snapshot snapshot = novelty.snapshot().orElseThrow();
        RunId run = request.runId().orElseGet(context.newRunId());
        if (givenUp.isPresent()) {
            slices.requireFree(source.id());
            slices.of(givenUp.get());
        }
        if (request.force()) {
            checkpoints.delete(source.id());
        }
        PinnedSnapshots.store(segments, run, snapshot);
        Continued.store(segments, run, versions.continued(novelty));
        Instant now = context.clock().get().truncatedTo(ChronoUnit.SECONDS);
        return Checkpoint.begin(
                new Run(
                        run,
                        source.id(),
                        now,
                        offset,
                        snapshot.id(),
                        settings,
                        Optional.of(PinnedSnapshots.digest(snapshot.payload().orElse("")))),
                position,
                Claim.first(claims.number(run, 0), context.owner()));
    }

    /**
     * Carries on at the checkpoint's position.
     *
     * @param known how many documents the snapshot holds, if that is known
     */
    RunReport carryOn(ResumePlan.CarryOn plan, OptionalLong known) throws IOException {
        Checkpoint found = plan.checkpoint();
        size = known;
        versions.transform().prepare();
        plan.newer().ifPresent(newer -> progress.on(new Progress.NewerSnapshot(found.snapshot(), newer)));
        if (Inventory.problemOfLast(found, segments).isPresent() || Inventory.missesOne(found, segments)) {
            repair.of(found);
        }
        Snapshot snapshot = pinned.of(found);
        pinned.store(found);
        return readFrom(found, snapshot);
    }

    private RunReport readFrom(Checkpoint found, Snapshot pinned) throws IOException {
        Checkpoint from = found;
        while (true) {
            try (DocumentReader reader = source.open(pinned, from.position())) {
                return attempt(claimed.isPresent() ? claimed.get() : claimNext(found), pinned, reader);
            } catch (TaintedInputException e) {
                from = goBack(e, claimed.map(Commits::last).orElse(found));
            }
        }
    }

    private Commits claimNext(Checkpoint found) throws IOException {
        Commits commits = claims.next(found);
        claimed = Optional.of(commits);
        Steps.of(commits.last(), request.checkpointEvery())
                .announcement(commits.last(), request.onPoison())
                .ifPresent(progress::on);
        return commits;
    }

    private Commits claim(Checkpoint claim) throws IOException {
        Commits commits = claims.commit(claim);
        claimed = Optional.of(commits);
        return commits;
    }

    /**
     * Commits that less counts than the last checkpoint does; twice, so that a storage that keeps the generation before has none with the damage. Only then may
     * the source be opened at the position of what this returns.
     */
    private Checkpoint goBack(TaintedInputException damage, Checkpoint last) throws IOException {
        Extent left = goingBack.before(damage, last);
        progress.on(new Progress.WentBack(last.lastIndex(), left.lastIndex(), damage.getMessage()));
        if (left.equals(last.extent())) {
            return last;
        }
        Instant now = context.clock().get();
        int attempt = claims.number(last.runId(), last.attempt());
        Checkpoint claim = claimed.isPresent() ? last : last.claimedBy(context.owner(), attempt, now);
        Commits commits = claim(claim.backTo(left, attempt, now));
        commits.commit(commits.last());
        return commits.last();
    }

    private RunReport attempt(Commits commits, Snapshot pinned, DocumentReader reader) throws IOException {
        OptionalLong bytes = Input.bytes(source.inputs(pinned));
        progress.on(new Progress.Claimed(commits.last(), size, reader.share(), bytes));
        FirstDocuments first = FirstDocuments.of(commits.last(), segments);
        RememberedKeys remembered = new RememberedKeys(versions.deduplication());
        TakenKeys taken = slice ? new KeptKeys(segments, commits.last().runId(), versions.deduplication()) : remembered;
        try (Attempt attempt =
                new Attempt(commits, reader, versions, segments, first, taken, context, progress, request)) {
            if (!attempt.readAll()) {
                return new RunReport.Interrupted(Optional.of(commits.last()));
            }
        } catch (SourceException e) {
            if (slice || commits.last().processedCount() > 0 || !blamesSetting(e)) {
                throw e;
            }
            return publishing.nothingKept(commits.last(), e);
        } catch (PausedException e) {
            throw paused(commits, e);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw PublishingStage.lostOr(e, () -> commits.again(context.clock().get()));
        }
        return slice ? new RunReport.Exhausted(commits.last()) : publishing.publish(commits, remembered);
    }

    /** Until when, for whoever looks; that it cannot be written down changes nothing. */
    private PausedException paused(Commits commits, PausedException pause) {
        try {
            commits.commit(
                    commits.last().pausedUntil(pause.until(), context.clock().get()));
        } catch (IOException alsoFailed) {
            pause.addSuppressed(alsoFailed);
        }
        return pause;
    }

    /** Whether one of the settings that the run was begun with has to be another. */
    private boolean blamesSetting(SourceException e) {
        return e.remedies().stream()
                .anyMatch(remedy -> remedy instanceof Remedy.Choose choose
                        && settings.values().containsKey(choose.setting()));
    }
}
