package dev.siiwad.source.proved;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on the local disk that nothing is known of: read at any place, by any thread, and proved by nothing. Whoever opened it closes it. */
public final class PlainFile implements SeekableBytes {
    private final String name;
    private final FileChannel channel;
    private final long bytes;

    private PlainFile(String name, FileChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.bytes = channel.size();
    }

    /** @param name for messages */
    public static PlainFile open(String name, Path path) throws IOException {
        return new PlainFile(name, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public String name() {
        return name;
    }

    /** As it was when the file was opened. */
    @Override
    public long length() {
        return bytes;
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
        return exactly(this, from, length);
    }

    /** What {@link SeekableBytes#read(long, int)} promises, of a file that reads as many bytes as there are. */
    public static byte[] exactly(SeekableBytes file, long from, int length) throws IOException {
        byte[] read = new byte[length];
        int count = file.read(read, 0, length, from);
        if (count < length) {
            throw new EOFException(file.name() + ": ends at byte " + (from + count) + "; asked for " + length
                    + " bytes from " + from + " on");
        }
        return read;
    }

    @Override
    public int read(byte[] into, int start, int length, long at) throws IOException {
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
