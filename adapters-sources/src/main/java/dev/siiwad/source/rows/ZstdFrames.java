package dev.siiwad.source.rows;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The unpacked bytes of a zstd file, frame by frame (RFC 8878), with windows of up to 2 GiB where the machine has the memory. */
final class ZstdFrames implements Unpacked {
    private static final int BUFFER_BYTES = 128 << 10;

    private final FileChannel channel;
    private final long memoryBytes;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private long frameStart;
    private boolean inFrame;
    private boolean closed;

    /** @param from where a frame begins, or the end of the file */
    ZstdFrames(Path file, long from) throws IOException {
        this(file, from, ZstdWindow.memoryBytes());
    }

    /** @param memoryBytes what a window may take */
    ZstdFrames(Path file, long from, long memoryBytes) throws IOException {
        this.channel = FileChannel.open(file);
        this.memoryBytes = memoryBytes;
        zstd.setLongMax(ZstdWindow.LOG_MAX);
        channel.position(from);
        this.frameStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (!unpacked.hasRemaining()) {
            if (!packed.hasRemaining() && !mayHoldMore() && !refill()) {
                if (inFrame) {
                    throw new UnreadableException("the file ends within a zstd frame");
                }
                return -1;
            }
            if (!inFrame) {
                enterFrame();
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

    private void enterFrame() throws IOException {
        frameStart = bytesRead();
        while (packed.remaining() < ZstdWindow.HEADER_BYTES_MAX && refill()) {
            // Until the whole header is here, or the file ends.
        }
        ZstdWindow.requireRoom(packed, memoryBytes);
    }

    private boolean refill() throws IOException {
        packed.compact();
        int count = channel.read(packed);
        packed.flip();
        return count > 0;
    }

    private void unpack() throws IOException {
        unpacked.clear();
        try {
            inFrame = !zstd.decompressDirectByteBufferStream(unpacked, packed);
        } catch (ZstdException e) {
            if (e.getErrorCode() == Zstd.errMemoryAllocation()) {
                throw new SourceException("this machine has not the memory that the zstd frame asks for", e);
            }
            throw new UnreadableException("the zstd frame is damaged: " + e.getMessage(), e);
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
