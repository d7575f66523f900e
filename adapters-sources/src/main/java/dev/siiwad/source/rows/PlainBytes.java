package dev.siiwad.source.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a file that is not packed: every byte is a place to resume from. */
final class PlainBytes implements Unpacked {
    private final FileChannel channel;
    private long lastStart;

    PlainBytes(Path file, long from) throws IOException {
        this.channel = FileChannel.open(file);
        channel.position(from);
        this.lastStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        lastStart = channel.position();
        return channel.read(ByteBuffer.wrap(buffer));
    }

    @Override
    public long memberStart() {
        return lastStart;
    }

    @Override
    public long bytesRead() {
        return lastStart;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
