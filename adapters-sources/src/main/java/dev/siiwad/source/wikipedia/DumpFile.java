package dev.siiwad.source.wikipedia;

import dev.siiwad.source.proved.ProvedFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A dump on the local disk, read at any place by any thread. Whoever opened it closes it. */
final class DumpFile implements Closeable {
    private final Path path;
    private final Bytes source;
    private final Closeable opened;
    private final long bytes;

    private DumpFile(Path path, Bytes source, Closeable opened, long bytes) {
        this.path = path;
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
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Bytes source = (into, start, length, at) -> read(channel, into, start, length, at);
        return new DumpFile(path, source, channel, channel.size());
    }

    private static int read(FileChannel channel, byte[] into, int start, int length, long at) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(into, start, length);
        int count = 0;
        while (count < length) {
            int more = channel.read(target, at + count);
            if (more < 0) {
                break;
            }
            count += more;
        }
        return count;
    }

    /** One of which every block is proved when it is read; closed with this. */
    static DumpFile proved(Path path, ProvedFile file) {
        return new DumpFile(path, file::read, file, file.length());
    }

    /** The same file to be read from another place too, for as long as this is open. */
    DumpFile again() {
        return new DumpFile(path, source, () -> {}, bytes);
    }

    /** What messages call it. */
    String name() {
        return path.toString();
    }

    /** Its length when it was opened. */
    long bytes() {
        return bytes;
    }

    /** Fills the buffer from this place of the file on, and returns how much there was: less than the buffer holds only at the end. */
    int read(byte[] buffer, long at) throws IOException {
        return read(buffer, 0, buffer.length, at);
    }

    int read(byte[] buffer, int start, int length, long at) throws IOException {
        return source.read(buffer, start, length, at);
    }

    /**
     * Up to 57 bits from any bit of the file on as a number, the most significant of each byte first, as bzip2 writes them.
     *
     * @throws EOFException if they are not all in the file
     */
    long bits(long at, int count) throws IOException {
        byte[] around = new byte[Long.BYTES];
        int into = (int) (at % Byte.SIZE);
        if (read(around, at / Byte.SIZE) * Byte.SIZE < into + count) {
            throw new EOFException("the file ends at byte " + bytes + ", inside a bz2 stream");
        }
        return ByteBuffer.wrap(around).getLong() << into >>> Long.SIZE - count;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
