package dev.siiwad.source.wikipedia;

import dev.siiwad.source.proved.PlainFile;
import dev.siiwad.source.proved.ProvedFile;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.Sidecar;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of a dump, read at any place; by any thread where it is on the local disk. Whoever opened it closes it. */
final class DumpFile implements SeekableBytes {
    private final String name;
    private final Bytes source;
    private final Closeable opened;
    private final long bytes;
    private final Optional<Sidecar> sidecar;

    private DumpFile(String name, Bytes source, Closeable opened, long bytes, Optional<Sidecar> sidecar) {
        this.sidecar = sidecar;
        this.name = name;
        this.source = source;
        this.opened = opened;
        this.bytes = bytes;
    }

    /** Reads up to so many bytes, fewer only at the end. */
    private interface Bytes {
        int read(byte[] into, int start, int length, long at) throws IOException;
    }

    /** Opens one that nothing is known of. */
    static DumpFile open(Path path) throws IOException {
        return unproved(PlainFile.open(path.toString(), path));
    }

    /** One that nothing proves; closed with this. */
    static DumpFile unproved(SeekableBytes file) {
        return new DumpFile(file.name(), file::read, file, file.length(), Optional.empty());
    }

    /** One of which every block is proved when it is read; closed with this. */
    static DumpFile proved(Path path, ProvedFile file) {
        return new DumpFile(path.toString(), file::read, file, file.length(), file.sidecar());
    }

    /** The same file to be read from another place too, for as long as this is open. */
    DumpFile again() {
        return new DumpFile(name, source, () -> {}, bytes, Optional.empty());
    }

    @Override
    public String name() {
        return name;
    }

    /** Its length when it was opened. */
    @Override
    public long length() {
        return bytes;
    }

    /** Fills the buffer from this place of the file on, and returns how much there was: less than the buffer holds only at the end. */
    int read(byte[] buffer, long at) throws IOException {
        return read(buffer, 0, buffer.length, at);
    }

    @Override
    public int read(byte[] buffer, int start, int length, long at) throws IOException {
        return source.read(buffer, start, length, at);
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
        return PlainFile.exactly(this, from, length);
    }

    @Override
    public Optional<Sidecar> sidecar() {
        return sidecar;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
