package dev.siiwad.source.proved;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A file that is read in pieces wherever they lie, on disk or by HTTP Range. Its bytes never change. Not safe for use by several threads; who
 * opened it closes it.
 */
public interface SeekableBytes extends Closeable {
    /** The file or address, for messages. */
    String name();

    /** Length in bytes; known from the start. */
    long length();

    /**
     * Reads exactly {@code length} bytes in one request.
     *
     * @throws IOException naming the file, also if it ends before the last of them
     */
    byte[] read(long from, int length) throws IOException;

    /**
     * Reads as many bytes as asked for, or those that are left.
     *
     * @return how many; 0 at the end
     */
    default int read(byte[] into, int start, int length, long at) throws IOException {
        int count = (int) Math.max(0, Math.min(length, length() - at));
        if (count > 0) {
            System.arraycopy(read(at, count), 0, into, start, count);
        }
        return count;
    }

    /** Where to keep what is learnt of it, if there is a place for that. */
    default Optional<Sidecar> sidecar() {
        return Optional.empty();
    }

    /** Safe to call twice. */
    @Override
    void close() throws IOException;
}
