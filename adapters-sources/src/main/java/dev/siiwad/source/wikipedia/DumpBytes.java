package dev.siiwad.source.wikipedia;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The decompressed bytes of a dump in order, piece by piece. Used by one thread. */
interface DumpBytes extends Closeable {
    /**
     * The next piece, or none at the end.
     *
     * @throws IOException if the file is damaged or cut short, with its name and the place
     */
    Optional<Piece> next() throws IOException;

    /** How many bytes of the file, packed as it is, lie before what comes next. */
    long offset();

    /** Stops what decodes ahead and closes the file. Safe to call twice. */
    @Override
    void close() throws IOException;
}
