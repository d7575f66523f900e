package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
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
     * Begin a new run behind documents that are passed over.
     *
     * @param offset set by hand; whether the dataset is that large may show only on the way
     */
    record StartAt(long offset) implements ResumePlan {}

    /** Carry on at the checkpoint's position. {@code newer} is a snapshot that upstream has meanwhile, and that this run leaves alone. */
    record CarryOn(Checkpoint checkpoint, Optional<String> newer) implements ResumePlan {}

    /** All has been read: publish. */
    record Publish(Checkpoint checkpoint) implements ResumePlan {}

    /** Do nothing, and say why and what to do. */
    record Refuse(Reason reason, String message) implements ResumePlan {}

    /** Why a start refuses. */
    enum Reason {
        /** The request contradicts itself. */
        USAGE,
        /** What is saved cannot be trusted. */
        CORRUPT,
        /** What is saved belongs to something else: another snapshot, other settings, a larger dataset. */
        STALE,
        /** The request forbids to go on: the run has had its attempts, or a document kills it. */
        STOPPED
    }

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

    /** The refusal of an offset behind the end of the dataset. */
    static Refuse offsetExceeds(long offset, long size, RunRequest request) {
        boolean asked = request.fromOffset().orElse(-1) == offset;
        return new Refuse(
                Reason.STALE,
                "Checkpoint offset " + offset + " exceeds dataset size " + size
                        + (asked
                                ? ". --from-offset asks for it; give at most " + size
                                : ". It is from another dataset or configuration. Start over with: " + request.command()
                                        + " --force"));
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
                return otherSource(found.source());
            }
            try {
                new RunId(found.runId());
            } catch (IllegalArgumentException unsafe) {
                return new Refuse(Reason.CORRUPT, ".checkpoint.json: " + unsafe.getMessage() + startOver());
            }
            if (request.fromOffset().orElse(found.lastIndex()) != found.lastIndex()) {
                return otherOffset("last_index", found.lastIndex());
            }
            if (request.maxRecords().orElse(Long.MAX_VALUE) < found.lastIndex()) {
                return belowOffset(found.lastIndex());
            }
            return startAt(found.lastIndex());
        }

        private ResumePlan on(Checkpoint checkpoint) {
            if (!checkpoint.source().equals(source)) {
                return otherSource(checkpoint.source());
            }
            if (!request.runId().orElse(checkpoint.runId()).equals(checkpoint.runId())) {
                return stale("the run in progress is " + checkpoint.runId() + ", and --run-id asks for "
                        + request.runId().get() + ". Carry on without --run-id.");
            }
            if (request.fromOffset().orElse(checkpoint.firstIndex()) != checkpoint.firstIndex()) {
                return otherOffset("first_index", checkpoint.firstIndex());
            }
            List<String> changes = checkpoint.settings().changesTo(settings);
            if (!changes.isEmpty()) {
                return stale("the run in progress was started with other settings: " + String.join("; ", changes)
                        + ". Carry on with the old settings.");
            }
            if (checkpoint.exhausted()) {
                return new Publish(checkpoint);
            }
            if (request.maxRecords().orElse(Long.MAX_VALUE) < checkpoint.lastIndex()) {
                return belowOffset(checkpoint.lastIndex());
            }
            if (upstream.orElseThrow() instanceof Availability.Gone gone) {
                return stale("the run in progress reads snapshot " + checkpoint.snapshot()
                        + ", which is gone; upstream now has " + gone.current() + ".");
            }
            if (size.orElse(Long.MAX_VALUE) < checkpoint.lastIndex()) {
                return offsetExceeds(checkpoint.lastIndex(), size.getAsLong(), request);
            }
            Optional<String> stopped = stopped(checkpoint);
            if (stopped.isPresent()) {
                return new Refuse(Reason.STOPPED, stopped.get());
            }
            return new CarryOn(checkpoint, ((Availability.Available) upstream.get()).newer());
        }

        private Optional<String> stopped(Checkpoint checkpoint) {
            long attemptsMax = request.maxAttempts().orElse(Long.MAX_VALUE);
            if (checkpoint.attempt() >= attemptsMax) {
                return Optional.of("Run " + checkpoint.runId() + " has had " + checkpoint.attempt()
                        + " attempts, and --max-attempts is " + attemptsMax + "; the last "
                        + checkpoint.stalledAttempts() + " stopped at offset=" + checkpoint.lastIndex()
                        + ". Carry on with: " + request.command() + " --max-attempts " + (checkpoint.attempt() + 1));
            }
            return checkpoint
                    .inHand()
                    .filter(document -> request.onPoison() == RunRequest.OnPoison.STOP && document.isPoison())
                    .map(document -> "Attempts " + document.attempts() + " died with the document at offset "
                            + document.offset() + " in hand, and --on-poison is stop. Set it aside and carry on with: "
                            + request.command() + " --on-poison quarantine");
        }

        /** Nothing is saved, or it does not matter. */
        private ResumePlan asked() {
            long offset = request.fromOffset().orElse(0);
            if (request.maxRecords().orElse(Long.MAX_VALUE) < offset) {
                return new Refuse(
                        Reason.USAGE,
                        "--max-records is " + request.maxRecords().getAsLong() + ", below --from-offset " + offset
                                + ": both count from the start of the source. Give --max-records at least " + offset);
            }
            return startAt(offset);
        }

        private ResumePlan startAt(long offset) {
            if (size.orElse(Long.MAX_VALUE) < offset) {
                return offsetExceeds(offset, size.getAsLong(), request);
            }
            return offset == 0 ? new StartFresh() : new StartAt(offset);
        }

        private Refuse otherSource(SourceId found) {
            return stale("the checkpoint is of source " + found + "; this is source " + source + ".");
        }

        private Refuse otherOffset(String name, long found) {
            return stale("--from-offset is " + request.fromOffset().getAsLong() + ", and the checkpoint has " + name
                    + " " + found + ". Carry on without --from-offset.");
        }

        private Refuse belowOffset(long offset) {
            return new Refuse(
                    Reason.STALE,
                    "Checkpoint offset " + offset + " exceeds dataset size "
                            + request.maxRecords().getAsLong() + ", which --max-records asks for. Give at least "
                            + offset + "." + startOver());
        }

        private Refuse stale(String what) {
            return new Refuse(
                    Reason.STALE,
                    what.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + what.substring(1) + startOver());
        }

        private String startOver() {
            return " Start over with: " + request.command() + " --force";
        }
    }
}
