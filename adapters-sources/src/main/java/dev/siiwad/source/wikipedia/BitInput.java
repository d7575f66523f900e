package dev.siiwad.source.wikipedia;

import java.io.EOFException;
import java.io.IOException;

/** The bits of a file from any bit on, the most significant of each byte first, as bzip2 writes them. Used by one thread. */
final class BitInput {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BEYOND_END_BYTES_MAX = 16;

    private final DumpFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferEnd;
    private int index;
    private int limit;
    private int beyondEndBytes;
    private long bits;
    private int held;

    BitInput(DumpFile file) {
        this.file = file;
    }

    void seek(long bit) throws IOException {
        bufferEnd = bit / Byte.SIZE;
        index = 0;
        limit = 0;
        beyondEndBytes = 0;
        held = 0;
        int into = (int) (bit % Byte.SIZE);
        if (into > 0) {
            read(into);
        }
    }

    /** The place of the next bit in the file. */
    long position() {
        return (bufferEnd - (limit - index) + beyondEndBytes) * Byte.SIZE - held;
    }

    /** The next bits as a number, at most 48 of them. */
    long readLong(int count) throws IOException {
        if (held < count) {
            refill();
        }
        held -= count;
        return bits >>> held & (1L << count) - 1;
    }

    int read(int count) throws IOException {
        return (int) readLong(count);
    }

    /** The next bits without passing them, at most 32 of them. What lies behind the end of the file reads as 0. */
    int peek(int count) throws IOException {
        if (held < count) {
            refill();
        }
        return (int) (bits >>> held - count) & (1 << count) - 1;
    }

    /** Passes bits that were peeked at. */
    void drop(int count) {
        held -= count;
    }

    /** @throws EOFException if bits behind the end of the file were used */
    void requireInsideFile() throws EOFException {
        if (position() > file.bytes() * Byte.SIZE) {
            throw beyondEnd();
        }
    }

    private void refill() throws IOException {
        while (held <= Long.SIZE - Byte.SIZE * 2) {
            bits = bits << Byte.SIZE | nextByte();
            held += Byte.SIZE;
        }
    }

    private int nextByte() throws IOException {
        if (index == limit) {
            limit = file.read(buffer, bufferEnd);
            bufferEnd += limit;
            index = 0;
            if (limit == 0) {
                beyondEndBytes++;
                if (beyondEndBytes > BEYOND_END_BYTES_MAX) {
                    throw beyondEnd();
                }
                return 0;
            }
        }
        return buffer[index++] & 0xff;
    }

    private EOFException beyondEnd() {
        return new EOFException("the file ends at byte " + file.bytes() + ", inside a bz2 stream");
    }
}
