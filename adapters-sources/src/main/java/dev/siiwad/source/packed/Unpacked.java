package dev.siiwad.source.packed;

import java.io.Closeable;
import java.io.IOException;

/**
 * The bytes of a file as they were before it was packed. A packed file is a row of members (gzip) or frames (zstd), each of which can be unpacked
 * without the ones before it; so the start of each is a place to resume from. Not safe for use by several threads.
 */
public interface Unpacked extends Closeable {
    /**
     * Reads some bytes, all of one member, into a buffer; -1 at the end of the file.
     *
     * @throws IOException also if the file ends within a member, or is damaged
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Told before reading on, when all that was given has been looked at.
     *
     * @param lines which have ended since the member began that the bytes last read are of
     */
    default void passed(long lines) {}

    /** How many lines of the member come before the one that the first bytes are in. */
    default long linesBefore() {
        return 0;
    }

    /** Where in the file the member began that the bytes last read are of; for a file that is not packed, where they themselves began. */
    long memberStart();

    /** How many bytes of that member came before those last read; before anything was read, before those that come. */
    long bytesBefore();

    /** How much of the file has been read, ahead of what was given. */
    long bytesRead();
}
