package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of a file from any bit on, the most significant of each byte first, as bzip2 writes them. Loops that read millions of bits take
 * {@link #window} and {@link #held} into variables of their own, and give them back for {@link #refill}. Used by one thread.
 */
final class Bz2Bits {
    /** How many bits there are at least after {@link #refill}. */
    static final int REFILLED_MIN = 32;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BEYOND_END_BYTES_MAX = 16;

    /** The last bits that were read from the file; of these, the last {@link #held} are still to be used. */
    long window;

    int held;

    private final SeekableBytes file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferEnd;
    private int index;
    private int limit;
    private int beyondEndBytes;

    Bz2Bits(SeekableBytes file) {
        this.file = file;
    }

    void seek(long bit) throws IOException {
        bufferEnd = bit / Byte.SIZE;
        index = 0;
        limit = 0;
        beyondEndBytes = 0;
        held = 0;
        read((int) (bit % Byte.SIZE));
    }

    /** The place of the next bit in the file. */
    long position() {
        return (bufferEnd - (limit - index) + beyondEndBytes) * Byte.SIZE - held;
    }

    /**
     * The next bits as a number, at most {@value #REFILLED_MIN} of them. Past the end of the file a few bits are 0.
     *
     * @throws EOFException if more than a few bits past the end of the file are asked for
     */
    int read(int count) throws IOException {
        if (held < count) {
            refill();
        }
        held -= count;
        return (int) (window >>> held & (1L << count) - 1);
    }

    /** Makes sure that {@value #REFILLED_MIN} bits are held. */
    void refill() throws IOException {
        if (held < REFILLED_MIN && limit - index >= Integer.BYTES) {
            window = window << Integer.SIZE | Integer.toUnsignedLong((int) INTS.get(buffer, index));
            index += Integer.BYTES;
            held += Integer.SIZE;
        }
        while (held < REFILLED_MIN) {
            window = window << Byte.SIZE | nextByte();
            held += Byte.SIZE;
        }
    }

    /** @throws EOFException if bits past the end of the file were used */
    void requireInsideFile() throws EOFException {
        if (position() > file.length() * Byte.SIZE) {
            throw pastEnd();
        }
    }

    private int nextByte() throws IOException {
        if (index == limit) {
            limit = file.read(buffer, 0, buffer.length, bufferEnd);
            bufferEnd += limit;
            index = 0;
        }
        if (limit > 0) {
            return buffer[index++] & 0xff;
        }
        beyondEndBytes++;
        if (beyondEndBytes > BEYOND_END_BYTES_MAX) {
            throw pastEnd();
        }
        return 0;
    }

    private EOFException pastEnd() {
        return new EOFException("the file ends at byte " + file.length() + ", inside a bz2 block");
    }
}
