package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

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
