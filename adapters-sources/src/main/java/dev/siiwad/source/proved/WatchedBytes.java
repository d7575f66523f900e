package dev.siiwad.source.proved;

import java.io.IOException;

/** A file of which it is seen how far it is read. Used by as many threads as the file itself may be. */
public final class WatchedBytes implements SeekableBytes {
    private final SeekableBytes file;
    private volatile long furthest;

    /** @param file closed with this */
    public WatchedBytes(SeekableBytes file) {
        this.file = file;
    }

    /** Which share of it lies before the furthest byte that was read, from 0 to 1. */
    public double share() {
        return (double) furthest / Math.max(1, file.length());
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
        byte[] bytes = file.read(from, length);
        furthest = Math.max(furthest, from + length);
        return bytes;
    }

    @Override
    public int read(byte[] into, int start, int length, long at) throws IOException {
        int count = file.read(into, start, length, at);
        furthest = Math.max(furthest, at + count);
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
