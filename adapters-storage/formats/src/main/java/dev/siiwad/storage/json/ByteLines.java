package dev.siiwad.storage.json;

import dev.siiwad.bytes.ByteScan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes, one after the other, in a buffer that they share. */
final class ByteLines {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BUFFER_BYTES_MAX = Integer.MAX_VALUE - Long.BYTES;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private int next;
    private int limit;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /**
     * Moves to the next line; the last one may lack its line feed.
     *
     * @return false if there is none
     */
    boolean next() throws IOException {
        from = next;
        int looked = from;
        while (true) {
            looked = ByteScan.indexOf((byte) '\n', buffer, looked, limit);
            if (looked < limit) {
                to = looked;
                next = looked + 1;
                return true;
            }
            looked -= from;
            if (!fill()) {
                to = limit;
                next = limit;
                return to > from;
            }
            looked += from;
        }
    }

    /** What this line is in, from {@link #from} on; only until the next one. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Reads on after what there is of the line, which moves to the start of the buffer. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= from;
            from = 0;
        }
        if (limit == buffer.length) {
            if (limit == BUFFER_BYTES_MAX) {
                throw new IOException("a line has more than " + BUFFER_BYTES_MAX + " bytes");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * limit, BUFFER_BYTES_MAX));
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count > 0;
    }
}
