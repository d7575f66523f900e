package dev.siiwad.segment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Keeps the segments and snapshot payloads of one source. Everything is created once and never changed, except that what is damaged is put back as it was; what no checkpoint counts is garbage,
 * and harmless. Used by one thread at a time; but where nothing is written, several may read segments, where they begin, and payloads.
 */
public interface SegmentStore {
    /** As many marks as are asked for at once. */
    int MARKS_MAX = 1000;

    /**
     * Begins a segment.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken, finished or not; nothing was changed
     */
    SegmentWriter create(RunId run, SegmentStart start) throws IOException;

    /**
     * Reads a sealed segment, giving its entries in order, and returns what it says of itself, digest and length recomputed from the bytes read.
     *
     * @throws DamagedSegmentException if it is missing, cut short or not what was sealed; entries given before that do not count
     */
    Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException;

    /**
     * What a segment says first of itself, whatever has become of the rest; nothing of it is proved. Empty if that cannot be read.
     */
    Optional<SegmentStart> beginning(RunId run, SegmentName name) throws IOException;

    /** Begins to write a segment again that is missing or damaged; changes nothing in its place. Closing it removes what has not been put there. */
    SegmentRepair repair(RunId run, SegmentStart start) throws IOException;

    /** The length of a sealed segment in bytes, or empty if there is none of this name; looked up in constant time. */
    Optional<Long> length(RunId run, SegmentName name) throws IOException;

    /**
     * The names of the segments of a run that are there, sealed or not, whole or damaged: what a listing tells, so that to miss one costs no look at each. A name that is left out
     * by a listing that lags is no harm: whoever misses it looks.
     */
    Set<SegmentName> present(RunId run) throws IOException;

    /**
     * What is there of a run, and since when, as a listing tells it; in no order. Empty where the storage does not tell. Decides nothing: it is for people who look on.
     */
    default List<StoredAt> history(RunId run) throws IOException {
        return List.of();
    }

    /** The highest attempt that is remembered, or in any name of this run, sealed or not, counted or garbage; 0 if there is none. */
    int highestAttempt(RunId run) throws IOException;

    /**
     * Takes a number for an attempt, and remembers it as long as anything of the run is kept here, whatever becomes of its checkpoints; durable on return.
     *
     * @return whether it is taken by this call; of all processes that ever take it, one is told so
     */
    boolean recordAttempt(RunId run, int attempt) throws IOException;

    /** Whether marks are kept. They spare requests where each look at a slice is one; where a look costs next to nothing, there is no need. */
    default boolean keepsMarks() {
        return false;
    }

    /**
     * Marks a slice of a run, for whoever looks for slices to read: {@code slice-0003-begun} or {@code slice-0003-read}. Nothing happens where it is marked so, or where no marks are kept.
     * They count for nothing: what they say is told by the slices themselves, and each may be missing or too many.
     */
    default void mark(RunId run, String mark) throws IOException {}

    /** Takes a mark away; nothing happens where there is none. */
    default void unmark(RunId run, String mark) throws IOException {}

    /**
     * The first {@value #MARKS_MAX} marks of a run whose names come after another, in order; all of them, if they are fewer. Others may have put there what is not a mark.
     */
    default List<String> marks(RunId run, String after) throws IOException {
        return List.of();
    }

    /** Where a segment is or would be, for messages: its path or address. */
    String where(RunId run, SegmentName name);

    /** Where the payload of a snapshot is or would be, for messages. */
    String where(RunId run, String snapshotId);

    /**
     * Stores the payload of a snapshot, empty if it has none, so that a missing one shows; durable on return. Storing the same again changes nothing, and
     * one that is damaged is replaced.
     *
     * @throws java.nio.file.FileAlreadyExistsException if another payload is stored for this snapshot; it stays
     */
    void storePayload(RunId run, String snapshotId, String payload) throws IOException;

    /**
     * The payload stored for a snapshot, or empty if there is none.
     *
     * @throws DamagedSegmentException if it is not what was stored
     */
    Optional<String> payload(RunId run, String snapshotId) throws IOException;

    /** The runs of which this program has stored anything here, counted or not. */
    SortedSet<RunId> runs() throws IOException;

    /**
     * Removes the segments and payloads of runs that nothing needs. Which ones those are is asked once, after it is known what there is: so a run that begins
     * meanwhile loses nothing. A crash in it leaves garbage that the next call removes.
     */
    void retainOnly(Needed needed) throws IOException;

    /** The same, of all runs but these. */
    default void retainOnly(Set<RunId> runs) throws IOException {
        retainOnly(there -> runs);
    }

    /** Tells which runs must stay. */
    @FunctionalInterface
    interface Needed {
        /**
         * @param there the runs of which something is kept
         * @throws IOException if nothing may be removed
         */
        Set<RunId> of(Set<RunId> there) throws IOException;
    }
}
