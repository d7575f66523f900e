package dev.siiwad.source.proved;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of a file one after the other, from a place on. Closing it closes the file. */
public final class InOrder extends InputStream {
    private final SeekableBytes file;
    private long next;

    public InOrder(SeekableBytes file, long from) {
        this.file = file;
        this.next = from;
    }

    /** Where in the file the next byte is. */
    public long position() {
        return next;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, into.length);
        int count = (int) Math.min(length, file.length() - next);
        if (count < 1) {
            return length == 0 ? 0 : -1;
        }
        count = file.read(into, start, count, next);
        next += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
