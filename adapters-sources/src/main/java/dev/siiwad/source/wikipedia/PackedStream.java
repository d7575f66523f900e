package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a packed dump in order, and how many of them have been taken. */
final class PackedStream extends InputStream {
    private final DumpFile file;
    private long offset;

    PackedStream(DumpFile file) {
        this.file = file;
    }

    long offset() {
        return offset;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        int count = file.read(into, start, length, offset);
        offset += count;
        return count == 0 && length > 0 ? -1 : count;
    }
}
