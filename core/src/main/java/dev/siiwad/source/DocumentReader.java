package dev.siiwad.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the documents of one snapshot in a fixed order, from a position on. Not safe for use by several threads; the caller closes it.
 *
 * <p>The contract that everything rests on: for every n, a reader opened at the {@link #position()} that another had after n documents gives
 * exactly the documents that the other would have given from there, on any day and any machine. Fetching and decoding ahead is the
 * adapter's own affair and never shows in the position. One thread at a time uses a reader, and not always the same.
 */
public interface DocumentReader extends Closeable {
    /**
     * Takes one step.
     *
     * @throws MalformedDocumentException if one document cannot be read; the reader is past it and goes on
     * @throws IOException if reading cannot go on; the position stays after the last document given. A body or file that ends early is
     *     such an error, never an end. The message names the file or address, and the place in it
     */
    Reading read() throws IOException, MalformedDocumentException;

    /**
     * As {@link #read}, but the document may remain to be made of what was read, so that several can be made at the same time.
     *
     * @throws IOException as {@link #read}
     */
    default RawReading readRaw() throws IOException, MalformedDocumentException {
        return new RawReading.Ready(read());
    }

    /**
     * Allows so many documents after the last one given to be read, made and transformed before they are asked for, malformed ones included; none until this is called. Only
     * whoever reads ahead in a thread of its own needs leave.
     */
    default void allowAhead(long documents) {}

    /**
     * What was given up to a position of this reader is committed: this run does not ask for it again, and what is kept of it alone may go.
     *
     * @param durable the position of the last checkpoint
     * @throws IOException if something cannot be removed
     */
    default void committed(Position durable) throws IOException {}

    /**
     * Does the part of the next {@link #read} that waits for someone else, over a network, and does not look into what comes. Empty if that read now
     * waits for nobody: only the document itself can hold it up. Else what the read would have said instead of a document: to save, or the end.
     *
     * @throws IOException as {@link #read}
     */
    Optional<Reading> fetch() throws IOException;

    /** The place after the last document given, or after the last {@link Reading.Save}, from which a new reader goes on. Asking changes nothing. */
    Position position();

    /**
     * Passes over documents as {@link #read} would, malformed ones included, and faster than reading them where the format allows. What
     * {@link #read} would have asked to save for is done without asking.
     *
     * @return how many were passed over; fewer than {@code count} only at the end
     */
    long skip(long count) throws IOException;

    /** Whether the last step completed a unit whose work is worth saving at once: an article, a corpus file, a batch. */
    boolean atBoundary();

    /**
     * Which share of the snapshot lies before the next document, from 0 to 1, as by the bytes of its files: an estimate, for people. Asked after every document, so it costs
     * next to nothing; empty where nothing is known of it.
     */
    default OptionalDouble share() {
        return OptionalDouble.empty();
    }

    /** Frees what the reader holds. Safe to call twice. */
    @Override
    void close() throws IOException;
}
