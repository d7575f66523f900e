package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.duplicates.ChangedDatasetException;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.duplicates.DuplicatePass;
import dev.siiwad.duplicates.RememberedKeys;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Removals;
import dev.siiwad.publish.Workers;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The second half of a run: publishes what was read, and removes what nothing needs any more. */
final class PublishingStage {
    private final Source source;
    private final SegmentStore segments;
    private final CheckpointStore checkpoints;
    private final Datasets datasets;
    private final Leftovers leftovers;
    private final Publication publication;
    private final Replace replace;
    private final PinnedSnapshots pinned;
    private final Claims claims;
    private final Readout readout;
    private final Deduplication deduplication;
    private final BooleanSupplier stopRequested;
    private final Progress progress;
    private final SortedMap<String, String> options;
    private final Supplier<Instant> clock;
    private final Workers workers;
    private final Consumer<Duration> pause;

    PublishingStage(
            Source source,
            Storage storage,
            Publisher publisher,
            PinnedSnapshots pinned,
            Claims claims,
            Readout readout,
            Deduplication deduplication,
            Progress progress,
            RunContext context,
            Replace replace) {
        this.source = source;
        this.segments = storage.segments(source.id());
        this.checkpoints = storage.checkpoints();
        this.datasets = storage.datasets();
        this.leftovers = new Leftovers(source.id(), segments, checkpoints, progress);
        this.publication = new Publication(publisher, storage.datasets(), checkpoints, progress);
        this.replace = replace;
        this.pinned = pinned;
        this.claims = claims;
        this.readout = readout;
        this.deduplication = deduplication;
        this.stopRequested = context.stopRequested();
        this.progress = progress;
        this.options = context.options();
        this.clock = context.clock();
        this.workers = context.workers();
        this.pause = context.pause();
    }

    /** Publishes what earlier attempts have read to the end, under a claim of its own. */
    RunReport resume(Checkpoint exhausted) throws IOException {
        return publish(claims.next(exhausted), RememberedKeys.none());
    }

    /**
     * Publishes what has been read to the end, if anything was kept, as long as nobody else commits. Segments that prove to be damaged are repaired once.
     *
     * @param taken of the documents that were read on the way
     */
    RunReport publish(Commits commits, RememberedKeys taken) throws IOException {
        Ownership ownership = () -> commits.again(clock.get());
        long kept = readout.counted(commits.last()).checkpoint().processedCount();
        if (kept == 0) {
            return repairing(commits, ownership, repaired -> nothingKept(commits, Removals.NONE));
        }
        Optional<Removals> removals;
        try {
            removals = repairing(commits, ownership, repaired -> removals(commits, taken, ownership, repaired));
        } catch (ChangedDatasetException e) {
            return new RunReport.Refused(Refusal.ChangedDataset.of(e, true));
        }
        if (removals.isEmpty()) {
            progress.on(new Progress.Stopping());
            return new RunReport.Interrupted(Optional.of(commits.last()));
        }
        if (removals.get().isAll(kept)) {
            return repairing(commits, ownership, repaired -> nothingKept(commits, removals.get()));
        }
        progress.on(new Progress.Publishing());
        Receipt receipt = repairing(commits, ownership, repaired -> show(commits, ownership, removals.get()));
        progress.on(new Progress.Complete());
        finish();
        return new RunReport.Completed(receipt);
    }

    @FunctionalInterface
    private interface Work<T> {
        /** @param repaired whether it was tried before, and segments proved to be damaged */
        T done(boolean repaired) throws IOException;
    }

    private <T> T repairing(Commits commits, Ownership ownership, Work<T> work) throws IOException {
        try {
            return work.done(false);
        } catch (DamagedSegmentException e) {
            ownership.require();
            readout.repair(commits.last());
            return work.done(true);
        }
    }

    /** Which of the documents are not published; empty if the run was asked to stop. */
    private Optional<Removals> removals(Commits commits, RememberedKeys taken, Ownership ownership, boolean repaired)
            throws IOException {
        Counted counted = readout.counted(commits.last());
        DuplicatePass duplicates = counted.duplicates(deduplication, datasets, taken, stopRequested);
        if (duplicates.isNeeded()) {
            progress.on(new Progress.LookingForDuplicates());
        }
        try {
            return duplicates.of(counted.checkpoint(), repaired);
        } catch (DamagedSegmentException | LostRaceException | ChangedDatasetException e) {
            throw e;
        } catch (IOException e) {
            throw lostOr(e, ownership);
        }
    }

    private Receipt show(Commits commits, Ownership ownership, Removals removals) throws IOException {
        Counted counted = readout.counted(commits.last());
        Checkpoint checkpoint = counted.checkpoint();
        try {
            CountedSegments all = new CountedSegments(
                    checkpoint,
                    counted.segments(),
                    ownership,
                    setAside -> origin(checkpoint, setAside),
                    removals,
                    counted.ends(),
                    offset ->
                            progress.on(new Progress.Encoded(offset, checkpoint.firstIndex(), checkpoint.lastIndex())),
                    workers,
                    pause);
            return publication.of(all, source.info(), Continued.by(segments, checkpoint.runId()), replace);
        } catch (DamagedSegmentException | LostRaceException e) {
            throw e;
        } catch (IOException e) {
            throw lostOr(e, ownership);
        }
    }

    private Origin origin(Checkpoint all, Set<String> setAside) throws IOException {
        return pinned(all, setAside, source.costUsd(all.position()));
    }

    /** Where the list is gone or damaged, all was read from it nevertheless: only, what that was is not left out later. */
    private Origin pinned(Checkpoint all, Set<String> setAside, Optional<BigDecimal> costUsd) throws IOException {
        try {
            Snapshot snapshot = pinned.of(all);
            return new Origin(
                    Origin.Inputs.of(source.inputs(snapshot)),
                    source.addresses(snapshot, all.position(), setAside),
                    options,
                    costUsd);
        } catch (DamagedSegmentException | SourceException listIsDamaged) {
            // what it named is not known any more
        }
        return new Origin(Origin.Inputs.NONE, List.of(), options, costUsd);
    }

    /** A dataset without a document would look like one. */
    private RunReport nothingKept(Commits commits, Removals removals) throws IOException {
        Counted counted = readout.counted(commits.last());
        Checkpoint checkpoint = counted.checkpoint();
        CountedSegments all = new CountedSegments(
                checkpoint,
                counted.segments(),
                Ownership.UNDISPUTED,
                setAside -> Origin.NONE,
                removals,
                counted.ends(),
                offset -> {},
                workers,
                pause);
        List<Entry.Quarantined> examples = new ArrayList<>();
        all.forEach(entry -> {
            if (entry instanceof Entry.Quarantined quarantined
                    && examples.size() < RunReport.NothingKept.EXAMPLES_MAX) {
                examples.add(quarantined);
            }
        });
        return nothingKept(checkpoint, all.tally(), examples, Optional.empty());
    }

    /** Ends a run that has kept nothing and cannot be read on as it was asked for. */
    RunReport nothingKept(Checkpoint last, SourceException problem) throws IOException {
        return nothingKept(last, Tally.NONE, List.of(), Optional.of(problem));
    }

    /** There is nothing to carry on from; but what was paid for must not be bought again by the same request. */
    private RunReport nothingKept(
            Checkpoint last, Tally tally, List<Entry.Quarantined> examples, Optional<SourceException> problem)
            throws IOException {
        boolean removed = source.costUsd(last.position()).isEmpty();
        progress.on(new Progress.NothingKept(removed));
        if (removed) {
            finish();
        }
        return new RunReport.NothingKept(last, tally, examples, problem, removed);
    }

    /** Whoever has taken the source over may also have finished it, and removed what was to be published: then that is what went wrong. */
    static IOException lostOr(IOException failure, Ownership ownership) {
        try {
            ownership.require();
        } catch (LostRaceException lost) {
            lost.addSuppressed(failure);
            return lost;
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    Leftovers leftovers() {
        return leftovers;
    }

    /**
     * Deletes the checkpoint, and then what only that had needed. Where locks do not exclude, a run that begins meanwhile is not known when it is listed what there is, and keeps
     * its segments, or has lost by the deletion.
     */
    void finish() throws IOException {
        Once deletion = new Once(() -> checkpoints.delete(source.id()));
        try {
            leftovers.remove(there -> {
                deletion.run();
                return checkpoints.referencedRuns(source.id());
            });
        } catch (LostRaceException e) {
            deletion.run();
            progress.on(new Progress.SegmentsLeft(false, e.getMessage()));
        }
        deletion.run();
        readout.remove();
    }

    /** Removes what earlier runs have left. Before that, and when it is known what there is, the run is claimed once more, for the same reason. */
    void removeUnreferencedRuns(Commits commits) throws IOException {
        Once claim = new Once(() -> commits.again(clock.get()));
        leftovers.remove(there -> {
            Set<RunId> referenced = checkpoints.referencedRuns(source.id());
            if (!referenced.containsAll(there)) {
                claim.run();
            }
            return referenced;
        });
        claim.requireNoFailure();
    }

    /** A change of the checkpoint in the midst of making room, which is not to be asked for twice; what fails of it does not count as room that could not be made. */
    private static final class Once {
        private final Step step;
        private boolean done;
        private Optional<IOException> failure = Optional.empty();

        interface Step {
            void run() throws IOException;
        }

        Once(Step step) {
            this.step = step;
        }

        void run() throws IOException {
            requireNoFailure();
            if (!done) {
                try {
                    step.run();
                    done = true;
                } catch (IOException e) {
                    failure = Optional.of(e);
                    throw e;
                }
            }
        }

        void requireNoFailure() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
