package dev.siiwad.source.proved;

import java.io.IOException;

/** Bytes that are read mostly in order, and asked for in pieces of a fixed size, of which the last one is kept. */
public final class InPieces implements SeekableBytes {
    public static final int PIECE_BYTES = 1 << 20;

    private final SeekableBytes bytes;
    private byte[] piece = new byte[0];
    private long pieceFrom;

    /** @param bytes closed with this */
    public InPieces(SeekableBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return bytes.name();
    }

    @Override
    public long length() {
        return bytes.length();
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
        if (from < 0 || from > length() - length) {
            return bytes.read(from, length);
        }
        byte[] read = new byte[length];
        for (int here = 0; here < length; ) {
            here += copy(from + here, read, here);
        }
        return read;
    }

    private int copy(long from, byte[] into, int start) throws IOException {
        if (from < pieceFrom || from >= pieceFrom + piece.length) {
            long begin = from - from % PIECE_BYTES;
            piece = bytes.read(begin, (int) Math.min(PIECE_BYTES, length() - begin));
            pieceFrom = begin;
        }
        int at = (int) (from - pieceFrom);
        int count = Math.min(into.length - start, piece.length - at);
        System.arraycopy(piece, at, into, start, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        piece = new byte[0];
        bytes.close();
    }
}
