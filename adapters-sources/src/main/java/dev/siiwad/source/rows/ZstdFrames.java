package dev.siiwad.source.rows;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The unpacked bytes of a zstd file, frame by frame (RFC 8878). */
final class ZstdFrames implements Unpacked {
    private static final int BUFFER_BYTES = 128 << 10;

    private final FileChannel channel;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private long frameStart;
    private boolean inFrame;
    private boolean closed;

    /** @param from where a frame begins, or the end of the file */
    ZstdFrames(Path file, long from) throws IOException {
        this.channel = FileChannel.open(file);
        channel.position(from);
        this.frameStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (!unpacked.hasRemaining()) {
            if (!packed.hasRemaining() && !mayHoldMore() && !refill()) {
                if (inFrame || bytesRead() == 0) {
                    throw new EOFException("the file ends within a zstd frame");
                }
                return -1;
            }
            if (!inFrame) {
                frameStart = bytesRead();
            }
            unpack();
        }
        int count = Math.min(buffer.length, unpacked.remaining());
        unpacked.get(buffer, 0, count);
        return count;
    }

    /** Whether the decoder may keep bytes back, because the last ones filled the buffer. */
    private boolean mayHoldMore() {
        return inFrame && unpacked.limit() == unpacked.capacity();
    }

    private boolean refill() throws IOException {
        packed.clear();
        int count = channel.read(packed);
        packed.flip();
        return count > 0;
    }

    private void unpack() throws IOException {
        unpacked.clear();
        try {
            inFrame = !zstd.decompressDirectByteBufferStream(unpacked, packed);
        } catch (ZstdException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            unpacked.flip();
        }
    }

    @Override
    public long memberStart() {
        return frameStart;
    }

    @Override
    public long bytesRead() {
        try {
            return channel.position() - packed.remaining();
        } catch (IOException closedBefore) {
            return frameStart;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            zstd.close();
            channel.close();
        }
    }
}
