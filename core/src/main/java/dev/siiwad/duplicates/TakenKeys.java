package dev.siiwad.duplicates;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Segment;
import java.io.IOException;

/** The keys of the documents that one attempt keeps, taken while it writes them, so that nobody has to read them again for that. Used by one thread at a time. */
public interface TakenKeys {
    /** The next document of the segment that {@link #end} ends. */
    void add(long offset, Document document);

    /** Ends a segment, which nothing counts yet. */
    void end(Segment sealed);

    /**
     * Makes durable what is to be, before its segments are counted.
     *
     * @param all also what would wait for more
     */
    default void keep(boolean all) throws IOException {}
}
