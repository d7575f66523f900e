package dev.siiwad.source.rows;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/** Decompresses the pages of Parquet files; those of the Parquet library need Hadoop. */
final class PageCodecs implements CompressionCodecFactory {
    static final Set<CompressionCodecName> SUPPORTED = Set.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.BROTLI,
            CompressionCodecName.LZ4,
            CompressionCodecName.LZ4_RAW);

    static final int PAGE_BYTES_MAX = 1024 * 1024 * 1024;

    /** A byte of LZ4 stands for at most 255 bytes. */
    private static final int LZ4_RATIO_MAX = 255;

    private static final int LZ4_LENGTHS_BYTES = 8;

    private interface Codec {
        /** All bytes of a page if they are as many as it says, else any other number of them; none are reserved on its word alone. */
        byte[] decompress(byte[] page, int length) throws IOException;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return new Decompressor(name, codec(name));
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("only for reading");
    }

    @Override
    public void release() {
        // holds nothing
    }

    private static Codec codec(CompressionCodecName name) {
        switch (name) {
            case UNCOMPRESSED:
                return (page, length) -> page;
            case SNAPPY:
                return PageCodecs::snappy;
            case GZIP:
                return PageCodecs::gzip;
            case ZSTD:
                return PageCodecs::zstd;
            case BROTLI:
                return PageCodecs::brotli;
            case LZ4:
                return PageCodecs::hadoopLz4;
            case LZ4_RAW:
                return PageCodecs::lz4;
            default:
                throw new IllegalArgumentException("codec " + name + " is not one of " + SUPPORTED);
        }
    }

    private static byte[] snappy(byte[] page, int length) throws IOException {
        return Snappy.uncompressedLength(page) == length ? Snappy.uncompress(page) : new byte[0];
    }

    private static byte[] zstd(byte[] page, int length) throws IOException {
        if (Zstd.getFrameContentSize(page) == length) {
            return Zstd.decompress(page, length);
        }
        try (InputStream frames = new ZstdInputStream(new ByteArrayInputStream(page))) {
            return frames.readNBytes(length + 1);
        }
    }

    /** All members of a page are in memory here, so that {@link GZIPInputStream} misses none of them. */
    private static byte[] gzip(byte[] page, int length) throws IOException {
        try (InputStream members = new GZIPInputStream(new ByteArrayInputStream(page))) {
            return members.readNBytes(length + 1);
        }
    }

    private static byte[] lz4(byte[] page, int length) throws IOException {
        if (length / LZ4_RATIO_MAX > page.length) {
            return new byte[0];
        }
        byte[] into = new byte[length];
        int found = new Lz4Decompressor().decompress(page, 0, page.length, into, 0, length);
        return found == length ? into : new byte[0];
    }

    private static byte[] brotli(byte[] page, int length) throws IOException {
        try (InputStream stream = new BrotliInputStream(new ByteArrayInputStream(page))) {
            return stream.readNBytes(length + 1);
        }
    }

    /**
     * The codec that is deprecated since nobody wrote it the same: as Hadoop does, blocks each after its two lengths, which are big endian; or one block alone,
     * as early versions of Arrow did.
     */
    private static byte[] hadoopLz4(byte[] page, int length) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(page);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        while (in.remaining() > LZ4_LENGTHS_BYTES) {
            int blockLength = in.getInt();
            int packed = in.getInt();
            if (packed < 0 || packed > in.remaining() || blockLength < 0 || blockLength > length - blocks.size()) {
                return lz4(page, length);
            }
            byte[] block = lz4(Arrays.copyOfRange(page, in.position(), in.position() + packed), blockLength);
            if (block.length != blockLength) {
                return lz4(page, length);
            }
            blocks.writeBytes(block);
            in.position(in.position() + packed);
        }
        return in.hasRemaining() ? lz4(page, length) : blocks.toByteArray();
    }

    private record Decompressor(CompressionCodecName name, Codec codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput page, int length) throws IOException {
            ByteBuffer packed = page.toInputStream().slice((int) page.size());
            if (name == CompressionCodecName.ZSTD && packed.hasArray() && isOneFrame(packed, length)) {
                return BytesInput.from(zstd(packed, length));
            }
            byte[] copy = new byte[packed.remaining()];
            packed.get(copy);
            return BytesInput.from(decompress(copy, length));
        }

        /** Where nothing is reserved on the word of the page alone. */
        private static boolean isOneFrame(ByteBuffer packed, int length) {
            int from = packed.arrayOffset() + packed.position();
            return length > 0
                    && length <= PAGE_BYTES_MAX
                    && Zstd.getFrameContentSize(packed.array(), from, packed.remaining()) == length;
        }

        /** Out of the array that the page is in, which may be a large one: DuckDB's pages have up to 100 MB. */
        private static byte[] zstd(ByteBuffer packed, int length) throws IOException {
            byte[] page = new byte[length];
            int from = packed.arrayOffset() + packed.position();
            long found = Zstd.decompressByteArray(page, 0, length, packed.array(), from, packed.remaining());
            if (Zstd.isError(found)) {
                throw new ZstdException(found);
            }
            if (found != length) {
                throw new IOException(
                        "a page compressed with ZSTD does not have the " + length + " bytes that it says it has");
            }
            return page;
        }

        @Override
        public void decompress(ByteBuffer page, int compressedLength, ByteBuffer into, int length) throws IOException {
            byte[] compressed = new byte[compressedLength];
            page.get(compressed);
            into.put(decompress(compressed, length));
        }

        private byte[] decompress(byte[] page, int length) throws IOException {
            if (length < 0 || length > PAGE_BYTES_MAX) {
                throw new IOException(
                        "a page says it has " + length + " bytes; at most " + PAGE_BYTES_MAX + " are read");
            }
            byte[] found = length == 0 ? new byte[0] : codec.decompress(page, length);
            if (found.length != length) {
                throw new IOException("a page compressed with " + name + " does not have the " + length
                        + " bytes that it says it has");
            }
            return found;
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
