package dev.siiwad.ingest;

import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.segment.RunId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What whoever starts a run asks for, beyond the source itself.
 *
 * @param force whether to delete the checkpoint and begin at offset 0, or at {@code fromOffset}
 * @param fromOffset where a new run begins
 * @param maxRecords offset at which the run ends, counted from the start of the source
 * @param checkpointEvery a checkpoint is committed at every multiple of this offset, and at most {@value #CHECKPOINT_EVERY_MAX}
 * @param checkpointBytes a checkpoint is also committed after so many bytes of text; not by bytes if empty
 * @param runId the id of a new run; a run in progress must have it
 * @param onPoison what to do about a document that several attempts died with
 * @param passOver offset of a document to set aside without reading it
 * @param strict whether a unit that is broken for good ends the run, instead of being set aside
 * @param asBegun whether a run in progress is carried on though what is given now, such as a list, is not what it was begun with
 * @param maxAttempts how many attempts a run may take; no limit if empty
 * @param replace which older datasets are removed once this run has published its own
 * @param again whether a new run collects what published datasets hold as well
 * @param keepRejects whether what is dropped is kept beside the dataset; a run in progress keeps to what it began with
 * @param deduplication which documents count as the same, of which only the first is published; a run in progress keeps to what it began with
 */
public record RunRequest(
        boolean force,
        OptionalLong fromOffset,
        OptionalLong maxRecords,
        long checkpointEvery,
        OptionalLong checkpointBytes,
        Optional<RunId> runId,
        OnPoison onPoison,
        OptionalLong passOver,
        boolean strict,
        boolean asBegun,
        OptionalLong maxAttempts,
        Replace replace,
        boolean again,
        boolean keepRejects,
        Deduplication deduplication) {
    public static final long CHECKPOINT_EVERY_DEFAULT = 1000;
    public static final long CHECKPOINT_EVERY_MAX = 1_000_000;

    /** A segment in a bucket is one request, and waits for it in the temporary directory. */
    public static final long CHECKPOINT_BYTES_MAX = 1L << 30;

    /** What to do about a document that {@value dev.siiwad.checkpoint.InFlight#DEATHS_MAX} attempts died with. */
    public enum OnPoison {
        /** Find out whether it kills; if so, set it aside with its reason and go on after it, and if not, read it. */
        QUARANTINE,
        /** Find out whether it kills; if so, stop before it. */
        STOP,
        /** Read it as any other. */
        READ
    }

    public RunRequest {
        if (checkpointEvery < 1 || checkpointEvery > CHECKPOINT_EVERY_MAX) {
            throw new IllegalArgumentException(
                    "checkpoint every is " + checkpointEvery + "; expected 1 to " + CHECKPOINT_EVERY_MAX);
        }
        if (checkpointBytes.orElse(1) < 1 || checkpointBytes.orElse(1) > CHECKPOINT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "checkpoint bytes is " + checkpointBytes.getAsLong() + "; expected 1 to " + CHECKPOINT_BYTES_MAX);
        }
        if (fromOffset.orElse(0) < 0) {
            throw new IllegalArgumentException("from offset is " + fromOffset.getAsLong() + "; expected 0 or more");
        }
        if (maxRecords.orElse(1) < 1) {
            throw new IllegalArgumentException("max records is " + maxRecords.getAsLong() + "; expected 1 or more");
        }
        if (passOver.orElse(0) < 0) {
            throw new IllegalArgumentException("pass over is " + passOver.getAsLong() + "; expected 0 or more");
        }
        if (maxAttempts.orElse(1) < 1) {
            throw new IllegalArgumentException("max attempts is " + maxAttempts.getAsLong() + "; expected 1 or more");
        }
    }

    /** Everything as it is unless asked otherwise. */
    public static RunRequest defaults() {
        return new RunRequest(
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                CHECKPOINT_EVERY_DEFAULT,
                OptionalLong.empty(),
                Optional.empty(),
                OnPoison.QUARANTINE,
                OptionalLong.empty(),
                false,
                false,
                OptionalLong.empty(),
                Replace.NOTHING,
                false,
                false,
                Deduplication.NONE);
    }

    public RunRequest withForce() {
        return with(draft -> draft.force = true);
    }

    public RunRequest withFromOffset(long offset) {
        return with(draft -> draft.fromOffset = OptionalLong.of(offset));
    }

    public RunRequest withMaxRecords(long records) {
        return with(draft -> draft.maxRecords = OptionalLong.of(records));
    }

    public RunRequest withCheckpointEvery(long documents) {
        return with(draft -> draft.checkpointEvery = documents);
    }

    public RunRequest withCheckpointBytes(long bytes) {
        return with(draft -> draft.checkpointBytes = OptionalLong.of(bytes));
    }

    public RunRequest withRunId(RunId id) {
        return with(draft -> draft.runId = Optional.of(id));
    }

    public RunRequest withOnPoison(OnPoison choice) {
        return with(draft -> draft.onPoison = choice);
    }

    public RunRequest withPassOver(long offset) {
        return with(draft -> draft.passOver = OptionalLong.of(offset));
    }

    public RunRequest withStrict() {
        return with(draft -> draft.strict = true);
    }

    public RunRequest withMaxAttempts(long attempts) {
        return with(draft -> draft.maxAttempts = OptionalLong.of(attempts));
    }

    public RunRequest withReplace(Replace choice) {
        return with(draft -> draft.replace = choice);
    }

    public RunRequest withAgain() {
        return with(draft -> draft.again = true);
    }

    public RunRequest withAsBegun() {
        return with(draft -> draft.asBegun = true);
    }

    public RunRequest withKeepRejects() {
        return with(draft -> draft.keepRejects = true);
    }

    public RunRequest withDeduplication(Deduplication how) {
        return with(draft -> draft.deduplication = how);
    }

    private RunRequest with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.request();
    }

    /** A request being changed, so that each change names what it changes and nothing else. */
    private static final class Draft {
        private boolean force;
        private OptionalLong fromOffset;
        private OptionalLong maxRecords;
        private long checkpointEvery;
        private OptionalLong checkpointBytes;
        private Optional<RunId> runId;
        private OnPoison onPoison;
        private OptionalLong passOver;
        private boolean strict;
        private boolean asBegun;
        private OptionalLong maxAttempts;
        private Replace replace;
        private boolean again;
        private boolean keepRejects;
        private Deduplication deduplication;

        Draft(RunRequest from) {
            force = from.force;
            fromOffset = from.fromOffset;
            maxRecords = from.maxRecords;
            checkpointEvery = from.checkpointEvery;
            checkpointBytes = from.checkpointBytes;
            runId = from.runId;
            onPoison = from.onPoison;
            passOver = from.passOver;
            strict = from.strict;
            asBegun = from.asBegun;
            maxAttempts = from.maxAttempts;
            replace = from.replace;
            again = from.again;
            keepRejects = from.keepRejects;
            deduplication = from.deduplication;
        }

        RunRequest request() {
            return new RunRequest(
                    force,
                    fromOffset,
                    maxRecords,
                    checkpointEvery,
                    checkpointBytes,
                    runId,
                    onPoison,
                    passOver,
                    strict,
                    asBegun,
                    maxAttempts,
                    replace,
                    again,
                    keepRejects,
                    deduplication);
        }
    }
}
