package dev.siiwad.source.rows;

import com.github.luben.zstd.Zstd;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * The buffers of one batch in order, read and unpacked when they are taken.
 *
 * <pre>unpacked length, 8 bytes little endian, or -1 where it is not packed | one LZ4 or zstd frame</pre>
 */
final class ArrowBuffers {
    /** What is taken of one batch. */
    static final long BATCH_BYTES_MAX = 1024L * 1024 * 1024;

    private static final int LENGTH_BYTES = 8;
    private static final int NOT_PACKED = -1;

    private final SeekableBytes file;
    private final ArrowMessage message;
    private final RecordBatch batch;
    private final ByteOrder order;
    private final long bytesMax;
    private int next;
    private long taken;

    /** @param order of the numbers in the buffers */
    ArrowBuffers(SeekableBytes file, ArrowMessage message, RecordBatch batch, ByteOrder order) {
        this.file = file;
        this.message = message;
        this.batch = batch;
        this.order = order;
        this.bytesMax = Math.min(BATCH_BYTES_MAX, Runtime.getRuntime().maxMemory() / 2);
    }

    void pass(long count) {
        next = Math.toIntExact(next + count);
    }

    ByteBuffer take() throws IOException {
        Buffer buffer = batch.buffers(next++);
        long length = buffer.length();
        if (buffer.offset() < 0 || length < 0 || buffer.offset() > message.end() - message.body() - length) {
            throw new UnreadableException("a buffer is said to have " + length + " bytes from " + buffer.offset()
                    + " on, and the body of its batch has " + (message.end() - message.body()));
        }
        requireRoom(length);
        byte[] bytes = file.read(message.body() + buffer.offset(), (int) length);
        BodyCompression compression = batch.compression();
        byte[] unpacked = compression == null || length == 0 ? bytes : unpacked(compression.codec(), bytes);
        return ByteBuffer.wrap(unpacked).order(order);
    }

    /** @throws SourceException if there is not the memory for one that is no larger than those that are read */
    private void requireRoom(long bytes) throws IOException {
        taken += bytes;
        if (taken > BATCH_BYTES_MAX) {
            throw new UnreadableException("the wanted columns of a batch have more than " + BATCH_BYTES_MAX
                    + " bytes, which are read at most. Write the file anew with smaller batches");
        }
        if (taken > bytesMax) {
            throw new SourceException("[" + file.name() + "] the wanted columns of one batch have " + taken
                    + " bytes or more; at most half of the heap, " + bytesMax + ", is given to them");
        }
    }

    private byte[] unpacked(byte codec, byte[] bytes) throws IOException {
        long length = ArrowMessage.ordered(bytes).getLong();
        int packed = bytes.length - LENGTH_BYTES;
        if (length == NOT_PACKED) {
            return Arrays.copyOfRange(bytes, LENGTH_BYTES, bytes.length);
        }
        if (length < 0) {
            throw new UnreadableException("a buffer is said to have " + length + " bytes when it is unpacked");
        }
        requireRoom(length);
        byte[] unpacked = new byte[(int) length];
        long count = switch (codec) {
            case CompressionType.ZSTD ->
                Zstd.decompressByteArray(unpacked, 0, unpacked.length, bytes, LENGTH_BYTES, packed);
            case CompressionType.LZ4_FRAME -> lz4(bytes, packed, unpacked);
            default -> throw new UnreadableException("its buffers are packed in a way that is not known");
        };
        if (count != length) {
            throw new UnreadableException("a buffer does not unpack to the " + length + " bytes that it should have");
        }
        return unpacked;
    }

    private static int lz4(byte[] bytes, int packed, byte[] into) throws IOException {
        try (InputStream in =
                new FramedLZ4CompressorInputStream(new ByteArrayInputStream(bytes, LENGTH_BYTES, packed))) {
            int count = in.readNBytes(into, 0, into.length);
            return in.read() < 0 ? count : -1;
        } catch (IOException e) {
            throw new UnreadableException("a buffer cannot be unpacked: " + e.getMessage(), e);
        }
    }
}
