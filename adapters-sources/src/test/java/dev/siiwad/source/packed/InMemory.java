package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.Sidecar;
import java.util.Arrays;
import java.util.Optional;

/** Bytes that nobody keeps, and how many of them have been asked for. */
public final class InMemory implements SeekableBytes {
    private final byte[] bytes;
    private final Optional<Sidecar> sidecar;
    private long bytesRead;

    public InMemory(byte[] bytes) {
        this(bytes, Optional.empty());
    }

    public InMemory(byte[] bytes, Optional<Sidecar> sidecar) {
        this.bytes = bytes;
        this.sidecar = sidecar;
    }

    public synchronized long bytesRead() {
        return bytesRead;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public synchronized byte[] read(long from, int length) {
        bytesRead += length;
        return Arrays.copyOfRange(bytes, (int) from, (int) from + length);
    }

    @Override
    public Optional<Sidecar> sidecar() {
        return sidecar;
    }

    @Override
    public void close() {}
}
