package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a start decides, from what it finds and nothing else. */
public sealed interface ResumePlan {
    /** Begin a new run at offset 0. */
    record StartFresh() implements ResumePlan {}

    /**
     * Begin a new run after documents that are passed over.
     *
     * @param offset set by hand; whether the dataset is that large may show only on the way
     */
    record StartAt(long offset) implements ResumePlan {}

    /** Carry on at the checkpoint's position. {@code newer} is a snapshot that upstream has meanwhile, and that this run leaves alone. */
    record CarryOn(Checkpoint checkpoint, Optional<String> newer) implements ResumePlan {}

    /** All has been read: publish. */
    record Publish(Checkpoint checkpoint) implements ResumePlan {}

    /** The run that is asked for is finished: do nothing. */
    record Finished(Dataset dataset) implements ResumePlan {}

    /** Do nothing. */
    record Refuse(Refusal refusal) implements ResumePlan {}

    /**
     * Decides.
     *
     * @param upstream what upstream says of the pinned snapshot; needed only for a committed, unexhausted checkpoint
     * @param size number of documents, where it is known without reading
     */
    static ResumePlan decide(
            Saved saved,
            RunRequest request,
            SourceId source,
            Settings settings,
            Optional<Availability> upstream,
            OptionalLong size) {
        return new Decision(request, source, settings, upstream, size).on(saved);
    }

    /**
     * The same for a request that names a run which has published a dataset. Where nothing is saved, that run is finished; as long as its checkpoint is there, publishing it is
     * not. Another run of its name would write over what is published.
     */
    default ResumePlan with(Dataset published) {
        boolean begins = this instanceof StartFresh || this instanceof StartAt;
        return begins ? new Refuse(new Refusal.PublishedRunId(published)) : this;
    }

    /** The refusal of an offset past the end of the dataset. */
    static Refuse offsetExceeds(long offset, long size, RunRequest request) {
        return new Refuse(
                new Refusal.OffsetExceedsSize(offset, size, request.fromOffset().orElse(-1) == offset));
    }

    /** The decision table, row by row. */
    record Decision(
            RunRequest request,
            SourceId source,
            Settings settings,
            Optional<Availability> upstream,
            OptionalLong size) {

        ResumePlan on(Saved saved) {
            if (request.force() || saved instanceof Saved.None) {
                return asked();
            }
            if (saved instanceof Saved.OffsetOnly offsetOnly) {
                return on(offsetOnly);
            }
            return on(((Saved.Committed) saved).checkpoint());
        }

        private ResumePlan on(Saved.OffsetOnly found) {
            if (!found.source().equals(source)) {
                return new Refuse(new Refusal.OtherSource(found.source(), source));
            }
            try {
                new RunId(found.runId());
            } catch (IllegalArgumentException unsafe) {
                return new Refuse(new Refusal.UnsafeRunId(unsafe.getMessage()));
            }
            return otherOffset("last_index", found.lastIndex())
                    .or(() -> pastRequest(found.lastIndex()))
                    .orElseGet(() -> startAt(found.lastIndex()));
        }

        private ResumePlan on(Checkpoint checkpoint) {
            Optional<ResumePlan> otherRun = otherRun(checkpoint);
            if (otherRun.isPresent()) {
                return otherRun.get();
            }
            if (checkpoint.exhausted()) {
                return new Publish(checkpoint);
            }
            Optional<ResumePlan> past = pastRequest(checkpoint.lastIndex());
            if (past.isPresent()) {
                return past.get();
            }
            if (upstream.orElseThrow() instanceof Availability.Gone gone) {
                return new Refuse(new Refusal.SnapshotGone(checkpoint.snapshot(), gone.current(), gone.remedies()));
            }
            if (upstream.get() instanceof Availability.Changed changed && !(changed.readable() && request.asBegun())) {
                return new Refuse(new Refusal.OtherInput(changed.what(), changed.readable()));
            }
            if (size.orElse(Long.MAX_VALUE) < checkpoint.lastIndex()) {
                return offsetExceeds(checkpoint.lastIndex(), size.getAsLong(), request);
            }
            return stopped(checkpoint)
                    .orElseGet(() -> new CarryOn(
                            checkpoint,
                            upstream.get() instanceof Availability.Available available
                                    ? available.newer()
                                    : Optional.empty()));
        }

        /** Whether the run in progress is another one than the one that is asked for. */
        private Optional<ResumePlan> otherRun(Checkpoint checkpoint) {
            if (!checkpoint.source().equals(source)) {
                return refuse(new Refusal.OtherSource(checkpoint.source(), source));
            }
            RunId asked = request.runId().orElse(checkpoint.runId());
            if (!asked.equals(checkpoint.runId())) {
                return refuse(new Refusal.OtherRunId(checkpoint.runId(), asked));
            }
            if (checkpoint.run().plan().isPresent()) {
                int slices = checkpoint.run().plan().get().slices();
                return refuse(new Refusal.Shared(checkpoint.runId(), slices));
            }
            Optional<ResumePlan> otherOffset = otherOffset("first_index", checkpoint.firstIndex());
            if (otherOffset.isPresent()) {
                return otherOffset;
            }
            List<Settings.Change> changes = checkpoint.settings().changesTo(settings);
            return changes.isEmpty() ? Optional.empty() : refuse(new Refusal.OtherSettings(changes));
        }

        private Optional<ResumePlan> stopped(Checkpoint checkpoint) {
            long attemptsMax = request.maxAttempts().orElse(Long.MAX_VALUE);
            if (checkpoint.attempt() >= attemptsMax) {
                return refuse(new Refusal.NoAttemptsLeft(
                        checkpoint.runId(),
                        checkpoint.attempt(),
                        attemptsMax,
                        checkpoint.stalledAttempts(),
                        checkpoint.lastIndex()));
            }
            return Optional.empty();
        }

        /** Nothing is saved, or it does not matter. */
        private ResumePlan asked() {
            long offset = request.fromOffset().orElse(0);
            long maxRecords = request.maxRecords().orElse(Long.MAX_VALUE);
            return maxRecords < offset ? new Refuse(new Refusal.EndsBeforeStart(maxRecords, offset)) : startAt(offset);
        }

        private ResumePlan startAt(long offset) {
            if (size.orElse(Long.MAX_VALUE) < offset) {
                return offsetExceeds(offset, size.getAsLong(), request);
            }
            return offset == 0 ? new StartFresh() : new StartAt(offset);
        }

        private Optional<ResumePlan> otherOffset(String member, long found) {
            long asked = request.fromOffset().orElse(found);
            return asked == found ? Optional.empty() : refuse(new Refusal.OtherOffset(member, found, asked));
        }

        private Optional<ResumePlan> pastRequest(long offset) {
            long maxRecords = request.maxRecords().orElse(Long.MAX_VALUE);
            return maxRecords < offset
                    ? refuse(new Refusal.OffsetExceedsRequest(offset, maxRecords))
                    : Optional.empty();
        }

        private static Optional<ResumePlan> refuse(Refusal refusal) {
            return Optional.of(new Refuse(refusal));
        }
    }
}
