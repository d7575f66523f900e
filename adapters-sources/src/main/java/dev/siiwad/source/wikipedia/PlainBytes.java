package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.Optional;

/** The bytes of a dump that is not compressed, from any byte on. */
final class PlainBytes implements DumpBytes {
    private static final int PIECE_BYTES = 256 * 1024;

    private final DumpFile file;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private final long start;
    private long offset;

    PlainBytes(DumpFile file, long offset) {
        this.file = file;
        this.start = offset;
        this.offset = offset;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        int count = file.read(buffer, offset);
        if (count == 0) {
            return Optional.empty();
        }
        offset += count;
        return Optional.of(new Piece(buffer, 0, count, start, offset - count, true, Optional.empty()));
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
