package dev.siiwad.source.packed;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The unpacked bytes of a zstd file, frame by frame (RFC 8878), with windows of up to 2 GiB where the machine has the memory. */
public final class ZstdFrames implements Unpacked {
    private static final int BUFFER_BYTES = 128 << 10;

    private final InOrder file;
    private final byte[] read = new byte[BUFFER_BYTES];
    private final long memoryBytes;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private long frameStart;
    private long bytesBefore;
    private long bytes;
    private boolean inFrame;
    private boolean closed;

    /** @param from where a frame begins, or the end of the file */
    ZstdFrames(SeekableBytes file, long from) {
        this(file, from, ZstdWindow.memoryBytes());
    }

    /** @param memoryBytes what a window may take */
    public ZstdFrames(SeekableBytes file, long from, long memoryBytes) {
        this.file = new InOrder(file, from);
        this.memoryBytes = memoryBytes;
        zstd.setLongMax(ZstdWindow.LOG_MAX);
        this.frameStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (!unpacked.hasRemaining()) {
            if (!packed.hasRemaining() && !mayHoldMore() && !refill()) {
                if (inFrame) {
                    throw new UnpackingException("the file ends within a zstd frame");
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
        bytesBefore = bytes;
        bytes += count;
        return count;
    }

    /** Whether the decoder may keep bytes back, because the last ones filled the buffer. */
    private boolean mayHoldMore() {
        return inFrame && unpacked.limit() == unpacked.capacity();
    }

    private void enterFrame() throws IOException {
        frameStart = bytesRead();
        bytes = 0;
        while (packed.remaining() < ZstdWindow.HEADER_BYTES_MAX && refill()) {
            // Until the whole header is here, or the file ends.
        }
        ZstdWindow.requireRoom(packed, memoryBytes);
    }

    private boolean refill() throws IOException {
        packed.compact();
        int count = file.read(read, 0, packed.remaining());
        packed.put(read, 0, Math.max(0, count));
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
            throw new UnpackingException("the zstd frame is damaged: " + e.getMessage(), e);
        } finally {
            unpacked.flip();
        }
    }

    @Override
    public long memberStart() {
        return frameStart;
    }

    @Override
    public long bytesBefore() {
        return bytesBefore;
    }

    @Override
    public long bytesRead() {
        return file.position() - packed.remaining();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            zstd.close();
            file.close();
        }
    }
}
