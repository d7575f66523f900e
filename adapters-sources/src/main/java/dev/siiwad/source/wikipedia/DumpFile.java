package dev.siiwad.source.wikipedia;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A dump on the local disk, read at any place by any thread. Whoever opened it closes it. */
final class DumpFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final long bytes;

    private DumpFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.bytes = channel.size();
    }

    static DumpFile open(Path path) throws IOException {
        return new DumpFile(path, FileChannel.open(path, StandardOpenOption.READ));
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
        ByteBuffer target = ByteBuffer.wrap(buffer, start, length);
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
