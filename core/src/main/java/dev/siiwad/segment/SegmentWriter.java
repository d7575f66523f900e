package dev.siiwad.segment;

import java.io.Closeable;
import java.io.IOException;

/** Writes one segment, front to back. Not safe for use by several threads. */
public interface SegmentWriter extends Closeable {
    /** Adds a document, a quarantined one or a rejected one, which counts as dropped for its rule; its offset is the next one of the range. */
    void add(Entry entry) throws IOException;

    /** Counts the next offset as dropped for a reason, where the run does not keep what it drops. */
    void drop(String reason) throws IOException;

    /**
     * Ends the segment. When this returns, its bytes and its name are durable, and nothing will change them. Called once.
     *
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken the source over, and has removed what was written
     */
    Segment seal() throws IOException;

    /** Frees what the writer holds, and removes what was not sealed. Safe to call twice, and after {@link #seal}. */
    @Override
    void close() throws IOException;
}
