package dev.siiwad.source.files;

import dev.siiwad.source.rows.SeekableBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A local file that is read in pieces. */
final class FileBytes implements SeekableBytes {
    private final String name;
    private final FileChannel channel;
    private final long length;

    FileBytes(String name, Path file) throws IOException {
        this.name = name;
        this.channel = FileChannel.open(file);
        this.length = channel.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte[] read(long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("[" + name + "] ends at byte " + (from + bytes.position()) + "; asked for "
                        + count + " bytes from " + from + " on");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
