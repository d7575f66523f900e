package dev.siiwad.source.rows;

import dev.siiwad.source.packed.Unpacked;
import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;

/** The bytes of a file that is not packed: every byte is a place to resume from. */
final class PlainBytes implements Unpacked {
    private final InOrder file;
    private long lastStart;

    PlainBytes(SeekableBytes file, long from) {
        this.file = new InOrder(file, from);
        this.lastStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        lastStart = file.position();
        return file.read(buffer);
    }

    @Override
    public long memberStart() {
        return lastStart;
    }

    @Override
    public long bytesBefore() {
        return 0;
    }

    @Override
    public long bytesRead() {
        return lastStart;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
