package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Told what a run does, on the run's own thread. It may not throw and should return at once. */
@FunctionalInterface
public interface Progress {
    void on(Event event);

    /** What happened: facts, and a line for the log that says them. */
    sealed interface Event {
        Level level();

        /** One line for the log, as it is. */
        String message();
    }

    /** For whoever looks for a fault. */
    sealed interface Debug extends Event {
        @Override
        default Level level() {
            return Level.DEBUG;
        }
    }

    /** For everyone. */
    sealed interface Info extends Event {
        @Override
        default Level level() {
            return Level.INFO;
        }
    }

    /** The run goes on, and somebody should look. */
    sealed interface Warning extends Event {
        @Override
        default Level level() {
            return Level.WARNING;
        }
    }

    /** Something is broken. */
    sealed interface Error extends Event {
        @Override
        default Level level() {
            return Level.ERROR;
        }
    }

    /** The newest checkpoint cannot be used. */
    record Unusable(String problem) implements Error {
        @Override
        public String message() {
            return "Failed to load checkpoint: " + problem;
        }
    }

    /** The checkpoint before an unusable one is used instead. */
    record UsingPrevious(String where) implements Warning {
        @Override
        public String message() {
            return "Using the checkpoint before it: " + where;
        }
    }

    /** What the start does, before it does it. */
    record Decided(ResumePlan plan) implements Debug {
        @Override
        public String message() {
            return "Decision: " + plan;
        }
    }

    /** A checkpoint was found. */
    record Found(String where) implements Info {
        @Override
        public String message() {
            return "Found checkpoint: " + where;
        }
    }

    /** The run goes on from a checkpoint, by its numbers. */
    record Resuming(long offset, long processed) implements Info {
        @Override
        public String message() {
            return "Resuming from checkpoint: offset=" + offset + ", processed=" + processed;
        }
    }

    /**
     * A new run begins.
     *
     * @param forced whether the request says to ignore any checkpoint; else there is none
     */
    record Starting(long offset, boolean forced) implements Info {
        @Override
        public String message() {
            return (forced ? "Ignoring any checkpoint, " : "No checkpoint found, ")
                    + (offset == 0 ? "starting from beginning" : "starting at offset " + offset);
        }
    }

    /** Upstream has a newer snapshot than the one that the run stays on. */
    record NewerSnapshot(String pinned, String newer) implements Info {
        @Override
        public String message() {
            return "A newer snapshot exists: " + newer + ". This run stays on " + pinned
                    + "; the next one after it takes the newer.";
        }
    }

    /**
     * An attempt has claimed the run and begins to read.
     *
     * @param size number of documents in the snapshot, where it is known
     * @param share which share of the snapshot lies before, from 0 to 1, where the source can tell
     * @param bytes of all files of the snapshot, where it is read from files whose lengths are known
     */
    record Claimed(Checkpoint checkpoint, OptionalLong size, OptionalDouble share, OptionalLong bytes)
            implements Debug {
        @Override
        public String message() {
            return "Claimed: attempt=" + checkpoint.attempt() + " run=" + checkpoint.runId() + " offset="
                    + checkpoint.lastIndex() + " position=" + checkpoint.position() + " snapshot="
                    + checkpoint.snapshot();
        }
    }

    /**
     * Attempts keep stopping at the same place, so this one goes step by step.
     *
     * @param stopped how many attempts stopped at {@code from}
     * @param until the offset after the last step
     * @param suspect whether they are known to have died with the document at {@code from} in flight
     */
    record ResumeLoop(int stopped, long from, long until, boolean suspect, RunRequest.OnPoison onPoison)
            implements Warning {
        @Override
        public String message() {
            return "Resume loop: " + stopped + (stopped == 1 ? " attempt" : " attempts") + " stopped at offset=" + from
                    + (suspect ? " with that document in flight" : "") + ", going step by step up to offset=" + until
                    + ". A document in flight at " + InFlight.DEATHS_MAX + " deaths is "
                    + (onPoison == RunRequest.OnPoison.READ ? "read again" : "tried by itself");
        }
    }

    /** A document that several attempts died with is tried in processes of its own, which may take some seconds. */
    record Trying(long offset, List<Integer> attempts) implements Warning {
        public Trying {
            attempts = List.copyOf(attempts);
        }

        @Override
        public String message() {
            return "Attempts " + attempts + " died with the document at offset=" + offset
                    + " in flight; trying it in a process of its own";
        }
    }

    /** What came of it. */
    record Tried(long offset, String verdict) implements Warning {
        @Override
        public String message() {
            return "The document at offset=" + offset + " " + verdict;
        }
    }

    /** A segment is damaged, and its documents are read again. */
    record Repairing(String problem, long first, long end) implements Warning {
        @Override
        public String message() {
            return problem + ". Reading its documents again, from offset=" + first + " to offset=" + end;
        }
    }

    /** Segments were put back as they were. */
    record Repaired(int segments) implements Info {
        @Override
        public String message() {
            return "Repaired " + segments + (segments == 1 ? " segment" : " segments")
                    + ": what was read again is what was committed";
        }
    }

    /** The list that a run reads by is not as it was stored. */
    record AskingForSnapshot(String problem, String snapshot) implements Warning {
        @Override
        public String message() {
            return problem + ". Asking for " + snapshot + " again";
        }
    }

    /** That list was stored again. */
    record SnapshotRestored(String snapshot) implements Info {
        @Override
        public String message() {
            return "Restored the list of " + snapshot + ": what was asked for again is what the run is pinned to";
        }
    }

    /**
     * What some committed documents were read from proved to be damaged: they do not count any more, and are read again.
     *
     * @param to the offset that counts again; {@code from} if none of the damage was committed
     */
    record WentBack(long from, long to, String problem) implements Warning {
        @Override
        public String message() {
            return problem + ". "
                    + (from == to
                            ? "None of it was committed; reading again from offset=" + to
                            : "Going back from offset=" + from + " to offset=" + to + ", to read again from there");
        }
    }

    /** A document has arrived and is about to be processed. */
    record Reading(long offset, String documentId) implements Debug {
        @Override
        public String message() {
            return "Document in flight: offset=" + offset + " id=" + documentId;
        }
    }

    /**
     * A document was read, and is in the segment that is being written: only the next checkpoint counts it.
     *
     * @param kept whether it passed all steps; else one has dropped it
     * @param share which share of the snapshot is read now, from 0 to 1, where the source can tell
     */
    record Processed(long offset, boolean kept, OptionalDouble share) implements Debug {
        @Override
        public String message() {
            return "Document " + (kept ? "kept" : "dropped") + ": offset=" + offset;
        }
    }

    /** A document cannot be read, and is set aside. */
    record Quarantined(long offset, String documentId, String reason) implements Warning {
        @Override
        public String message() {
            return "Quarantined: offset=" + offset + " id=" + documentId + ": " + reason;
        }
    }

    /** A unit is broken for good, and is left out. */
    record SetAside(long offset, String unit, String reason) implements Warning {
        @Override
        public String message() {
            return "Set aside: offset=" + offset + " unit=" + unit + ": " + reason;
        }
    }

    /** The reader asks for a checkpoint before, or after, something of its own. */
    record Saving(String reason) implements Debug {
        @Override
        public String message() {
            return "Saving " + reason;
        }
    }

    /** A checkpoint that counts more documents than the one before is durable. */
    record Committed(Checkpoint checkpoint) implements Info {
        @Override
        public String message() {
            return "Checkpoint saved: offset=" + checkpoint.lastIndex() + ", processed=" + checkpoint.processedCount();
        }
    }

    /** The run was asked to stop, and saves what it has read. */
    record Stopping() implements Info {
        @Override
        public String message() {
            return "Interrupted by user, saving checkpoint";
        }
    }

    /** All is read, and the pass over it begins, or goes on, that finds what is there twice. */
    record LookingForDuplicates() implements Debug {
        @Override
        public String message() {
            return "Looking for duplicates";
        }
    }

    /** All is read, and the dataset is being published. */
    record Publishing() implements Debug {
        @Override
        public String message() {
            return "Publishing";
        }
    }

    /**
     * The segments up to an offset are in the dataset that is being published.
     *
     * @param end the offset after the last document of the run
     */
    record Encoded(long offset, long first, long end) implements Debug {
        @Override
        public String message() {
            return "Encoded: offset=" + offset + " of " + end;
        }
    }

    /** The dataset is there, and its receipt is durable; what it replaces and the checkpoint are not removed yet. */
    record Published() implements Debug {
        @Override
        public String message() {
            return "Published";
        }
    }

    /** The run that is asked for is published already. */
    record Finished(Dataset dataset) implements Info {
        @Override
        public String message() {
            return "Nothing to do: run " + dataset.run() + " is finished, with "
                    + dataset.tally().kept() + " documents; its receipt is " + dataset.receipt();
        }
    }

    /** The dataset is published. */
    record Complete() implements Info {
        @Override
        public String message() {
            return "Processing complete, removing checkpoint";
        }
    }

    /** The dataset is published, and the card does not say so. */
    record CardLeft(String problem) implements Warning {
        @Override
        public String message() {
            return "The card of the datasets is not up to date: " + problem;
        }
    }

    /** The new dataset is published; an older one is about to be removed. */
    record Replacing(Dataset older, RunId by) implements Info {
        @Override
        public String message() {
            return "Replacing the dataset of run " + older.run() + " of " + older.day() + ", with "
                    + older.tally().kept() + " documents, by that of run " + by;
        }
    }

    /** An older dataset was to be replaced, and stays. */
    record NotReplaced(Dataset older, String reason) implements Warning {
        @Override
        public String message() {
            return "Keeping the dataset of run " + older.run() + " of " + older.day() + ", with "
                    + older.tally().kept() + " documents: " + reason;
        }
    }

    /** A dataset that was to be replaced is not there. */
    record NothingToReplace(RunId run) implements Warning {
        @Override
        public String message() {
            return "There is no dataset of run " + run + " to replace";
        }
    }

    /**
     * The run has come to nothing.
     *
     * @param removed whether its checkpoint goes
     */
    record NothingKept(boolean removed) implements Info {
        @Override
        public String message() {
            return "Nothing was kept, "
                    + (removed ? "removing checkpoint" : "keeping the checkpoint of what was paid for");
        }
    }

    /**
     * Segments of earlier runs could not be removed: they take room, and harm nothing.
     *
     * @param unreadable whether that is so because something may name them that cannot be read, and has to be repaired or removed first
     */
    record SegmentsLeft(boolean unreadable, String problem) implements Warning {
        @Override
        public String message() {
            String what = unreadable
                    ? "Keeping all segments of earlier runs until this file is repaired or removed"
                    : "Segments that nothing needs any more could not be removed, and take room until the next run";
            return what + ": " + problem;
        }
    }

    enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    /** A run is shared: each process reads slices that no other one has. */
    record Sharing(RunId run, int slices) implements Info {
        @Override
        public String message() {
            return "Sharing run " + run + " of " + slices + (slices == 1 ? " slice" : " slices");
        }
    }

    /** A slice was found that nobody reads. */
    record TakingSlice(int number, int count) implements Info {
        @Override
        public String message() {
            return "Slice " + number + " of " + count;
        }
    }

    /** Others read what is left, or publish. */
    record WaitingForOthers(int slices) implements Info {
        @Override
        public String message() {
            return slices == 0
                    ? "All slices are read; another process publishes them. Waiting"
                    : "Other processes read the last " + (slices == 1 ? "slice" : slices + " slices") + ". Waiting";
        }
    }
}
