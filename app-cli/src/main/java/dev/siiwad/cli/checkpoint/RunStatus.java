package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What can be seen of a source whose run is not published yet, from outside of the process that runs it. Public for every command that looks on.
 *
 * @param holder who runs it now, if anybody does
 * @param holderProblem why that cannot be told
 * @param checkpoint that a start would use; empty if it has read nothing yet, or there is only an offset, or none that can be used
 * @param offset set by hand
 * @param corrupt what is wrong with the newest checkpoint, where the one before it is used
 * @param unusable why none can be used
 * @param shared what of it processes share, where it is a plan
 */
public record RunStatus(
        SourceId source,
        Optional<String> holder,
        Optional<String> holderProblem,
        Optional<Checkpoint> checkpoint,
        Optional<Saved.OffsetOnly> offset,
        Optional<String> corrupt,
        Optional<Unusable> unusable,
        Optional<SharedStatus> shared) {
    /** @param corrupt whether it is damaged; else it cannot be read now */
    public record Unusable(String problem, boolean corrupt) {}

    /** What a monitor asks. */
    public enum State {
        /** Read nothing yet, but it runs. */
        BEGINNING,
        RUNNING,
        /** Until a time that is still to come. */
        PAUSED,
        /** Nobody runs it. */
        STOPPED,
        CORRUPT,
        /** Cannot be looked at. */
        UNKNOWN
    }

    /** Those of all sources, in order, slices with their plans; those that have read nothing yet come last. */
    public static List<RunStatus> all(Storage storage) throws IOException {
        List<RunStatus> all = new ArrayList<>(each(storage));
        List<SourceId> begun = all.stream().map(RunStatus::source).toList();
        for (SourceId source : storage.checkpointAdmin().sources()) {
            if (!begun.contains(source)
                    && storage.checkpointAdmin().holder(source).isPresent()) {
                all.add(of(storage, source, new Saved.None(), Optional.empty()));
            }
        }
        return grouped(all);
    }

    /** Those that have a checkpoint, be it one that can be used or not. */
    static List<RunStatus> withCheckpoint(Storage storage) throws IOException {
        return grouped(each(storage));
    }

    /** A slice whose plan is gone is a source like any other. */
    private static List<RunStatus> grouped(List<RunStatus> all) {
        Map<SourceId, List<RunStatus>> slices = new HashMap<>();
        all.stream().filter(RunStatus::isPlan).forEach(plan -> slices.put(plan.source(), new ArrayList<>()));
        List<RunStatus> alone = new ArrayList<>();
        for (RunStatus run : all) {
            Optional<List<RunStatus>> ofPlan = Slice.wholeOf(run.source()).map(slices::get);
            ofPlan.orElse(alone).add(run);
        }
        return alone.stream()
                .map(run -> run.isPlan() ? run.with(slices.get(run.source())) : run)
                .toList();
    }

    private boolean isPlan() {
        return checkpoint.flatMap(found -> found.run().plan()).isPresent();
    }

    private RunStatus with(List<RunStatus> slices) {
        return new RunStatus(
                source,
                holder,
                holderProblem,
                checkpoint,
                offset,
                corrupt,
                unusable,
                Optional.of(SharedStatus.of(
                        checkpoint.orElseThrow(),
                        slices.stream()
                                .sorted(Comparator.comparing(RunStatus::source))
                                .toList())));
    }

    private static List<RunStatus> each(Storage storage) throws IOException {
        return storage.checkpoints().list().stream()
                .map(source -> of(storage, source))
                .toList();
    }

    private static RunStatus of(Storage storage, SourceId source) {
        try {
            return of(storage, source, storage.checkpoints().load(source), Optional.empty());
        } catch (IOException e) {
            Unusable unusable = new Unusable(Failures.describe(e), e instanceof CorruptCheckpointException);
            return of(storage, source, new Saved.None(), Optional.of(unusable));
        }
    }

    private static RunStatus of(Storage storage, SourceId source, Saved saved, Optional<Unusable> unusable) {
        Optional<String> holder = Optional.empty();
        Optional<String> holderProblem = Optional.empty();
        try {
            holder = storage.checkpointAdmin().holder(source);
        } catch (IOException e) {
            holderProblem = Optional.of(Failures.describe(e));
        }
        Optional<Saved.Committed> committed =
                saved instanceof Saved.Committed found ? Optional.of(found) : Optional.empty();
        return new RunStatus(
                source,
                holder,
                holderProblem,
                committed.map(Saved.Committed::checkpoint),
                saved instanceof Saved.OffsetOnly found ? Optional.of(found) : Optional.empty(),
                committed
                        .flatMap(Saved.Committed::fallback)
                        .map(used -> used.problem().getMessage()),
                unusable,
                Optional.empty());
    }

    public State state(Instant now) {
        if (corrupt.isPresent() || unusable.filter(Unusable::corrupt).isPresent()) {
            return State.CORRUPT;
        }
        if (unusable.isPresent() || holderProblem.isPresent()) {
            return State.UNKNOWN;
        }
        Optional<State> ofSlices = shared.flatMap(slices -> slices.state(now));
        if (ofSlices.isPresent()) {
            return ofSlices.get();
        }
        if (holder.isPresent()) {
            return checkpoint.isPresent() ? State.RUNNING : State.BEGINNING;
        }
        return checkpoint.flatMap(Checkpoint::pausedUntil).filter(now::isBefore).isPresent()
                ? State.PAUSED
                : State.STOPPED;
    }

    /** Of a plan, the slices that somebody has begun; else none. */
    public List<RunStatus> slices() {
        return shared.map(SharedStatus::slices).orElse(List.of());
    }

    /** Into how many slices a plan has cut its source; 0 if it is not a plan. */
    public int sliceCount() {
        return shared.map(SharedStatus::count).orElse(0);
    }

    /** When anything of it was saved last. */
    public Optional<Instant> saved() {
        return shared.flatMap(SharedStatus::saved)
                .or(() -> checkpoint.map(Checkpoint::timestamp))
                .or(() -> offset.map(Saved.OffsetOnly::timestamp));
    }

    /** The source that the checkpoint is of, where it is not this one's. */
    public Optional<SourceId> misplaced() {
        return checkpoint
                .map(Checkpoint::source)
                .or(() -> offset.map(Saved.OffsetOnly::source))
                .filter(found -> !found.equals(source));
    }

    /**
     * What can be seen of the slices of a shared run, of those that somebody has begun.
     *
     * @param count into how many the snapshot was cut, or at most, as long as no slice tells
     * @param slices in order
     */
    public record SharedStatus(RunId run, int count, List<RunStatus> slices) {
        public SharedStatus {
            slices = List.copyOf(slices);
        }

        /** @param slices of the source of a plan */
        static SharedStatus of(Checkpoint plan, List<RunStatus> slices) {
            int count = slices.stream()
                    .flatMap(slice -> Slice.named(slice.source()).stream())
                    .mapToInt(Slice.Name::count)
                    .findFirst()
                    .orElse(plan.run().plan().orElseThrow().slices());
            return new SharedStatus(plan.runId(), count, slices);
        }

        /** Those of this run; another may have left something where nobody has begun yet. */
        private List<Checkpoint> checkpoints() {
            return slices.stream()
                    .map(RunStatus::checkpoint)
                    .flatMap(Optional::stream)
                    .filter(checkpoint -> checkpoint.runId().equals(run))
                    .toList();
        }

        long read() {
            return checkpoints().stream().filter(Checkpoint::exhausted).count();
        }

        boolean allRead() {
            return read() == count;
        }

        /** Those that a process reads now, or may. */
        long running() {
            return unread().stream().filter(slice -> slice.holder().isPresent()).count();
        }

        /** Those that have begun, or are held, and are not read to their ends. */
        List<RunStatus> unread() {
            return slices.stream()
                    .filter(slice -> slice.checkpoint().isEmpty()
                            || !slice.checkpoint().get().runId().equals(run)
                            || !slice.checkpoint().get().exhausted())
                    .toList();
        }

        /** Those that nobody reads now, and that are not read. */
        long free() {
            return Math.max(0, count - read() - running());
        }

        long offset() {
            return sum(Checkpoint::lastIndex);
        }

        long processed() {
            return sum(Checkpoint::processedCount);
        }

        private long sum(ToLongFunction<Checkpoint> of) {
            return checkpoints().stream().mapToLong(of).sum();
        }

        /** When anything of a slice was saved last. */
        Optional<Instant> saved() {
            return checkpoints().stream().map(Checkpoint::timestamp).max(Instant::compareTo);
        }

        /** The worst of what is the matter with a slice, or that one runs; empty if nobody does anything. */
        Optional<RunStatus.State> state(Instant now) {
            Collection<RunStatus.State> states =
                    slices.stream().map(slice -> slice.state(now)).toList();
            for (RunStatus.State first : List.of(RunStatus.State.CORRUPT, RunStatus.State.UNKNOWN)) {
                if (states.contains(first)) {
                    return Optional.of(first);
                }
            }
            if (running() > 0) {
                return Optional.of(RunStatus.State.RUNNING);
            }
            return states.contains(RunStatus.State.PAUSED) ? Optional.of(RunStatus.State.PAUSED) : Optional.empty();
        }
    }
}
