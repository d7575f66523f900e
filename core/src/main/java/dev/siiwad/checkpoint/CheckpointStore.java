package dev.siiwad.checkpoint;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the one checkpoint of each source, and replaces it atomically. {@link #commit} and {@link #delete} return only when what they did is
 * durable, and change nothing if anyone else has committed or deleted since this store object last loaded, committed or deleted. Used by
 * one thread at a time.
 */
public interface CheckpointStore {
    /**
     * Reserves a source for one run, until closed or the process ends in any way. A storage that cannot tell whether another run still lives may let this one
     * in: the other then loses at its next commit.
     *
     * @throws SourceBusyException if another run that still lives holds it
     */
    Closeable acquire(SourceId source) throws IOException;

    /**
     * Looks how a run of a source stands, without waiting, and without keeping anyone out; what this store has loaded is not touched. Where whether an owner lives shows only with time, it
     * is held until it has not moved for so long, counted from the first look at it, and {@link #acquire} does not wait then once more. Of a storage that cannot tell, it is free
     * unless it is exhausted.
     *
     * @param run the one that is asked for; what is there of another one is not its end
     * @return free also where there is a checkpoint that cannot be used: whoever acquires it and loads it is told why
     */
    Glance glance(SourceId source, RunId run) throws IOException;

    /**
     * Reads the newest checkpoint; or the one before it, in a storage that keeps that, where the newest is unusable and both are of one run. Changes nothing.
     *
     * @throws CorruptCheckpointException if there is a checkpoint but none that can be used
     */
    Saved load(SourceId source) throws IOException;

    /**
     * Replaces the checkpoint. At no instant, and after no crash, is there none. What was unusable is kept aside.
     *
     * @throws LostRaceException if anyone else has committed since; nothing was changed
     */
    void commit(Checkpoint checkpoint) throws IOException;

    /**
     * Removes the checkpoint and the generation before it; nothing happens if there is none.
     *
     * @throws LostRaceException if anyone else has committed since; nothing was changed
     */
    void delete(SourceId source) throws IOException;

    /**
     * Removes what reserving a source leaves behind, where nothing else is kept of it and nobody holds it. Does nothing in a storage that keeps nothing for that.
     */
    default void forget(SourceId source) throws IOException {}

    /**
     * Removes what slices have left that a run has read to their ends, segments included, where a storage can do that for many at once. Their run is over: nobody reads or publishes them.
     *
     * @param source has slices, or is one
     * @param run whose slices are meant; empty for any
     * @return those of which anything is there still, each to be looked at by itself
     */
    default List<SourceId> removeRead(SourceId source, Optional<RunId> run) throws IOException {
        return slices(source);
    }

    /** Where the checkpoint of a source is or would be, for messages: its path or address. */
    String where(SourceId source);

    /** The sources that have a checkpoint, usable or not, in the order of their ids. */
    List<SourceId> list() throws IOException;

    /** The slices of a source of which anything is kept, be it only what {@link #forget} removes, in the order of their ids. */
    default List<SourceId> slices(SourceId whole) throws IOException {
        return list().stream()
                .filter(id -> Slice.wholeOf(id).equals(Optional.of(whole)))
                .toList();
    }

    /**
     * The runs whose segments must stay: those named by the checkpoint, by the generation before it and by every backup of this source.
     *
     * @throws CorruptCheckpointException if a file does not tell which run it names; then nothing should be removed
     */
    Set<RunId> referencedRuns(SourceId source) throws IOException;
}
