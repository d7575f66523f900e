package dev.siiwad.storage.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Pages compressed with zstd, as all of ours are; the codecs of the Parquet library need Hadoop. Used by one thread. */
final class ZstdPages
        implements CompressionCodecFactory,
                CompressionCodecFactory.BytesInputCompressor,
                CompressionCodecFactory.BytesInputDecompressor {
    /** The default of zstd; fixed here because the bytes depend on it. */
    private static final int LEVEL = 3;

    private Optional<byte[]> next = Optional.empty();

    /** What the next page comes to, which somebody has compressed already. */
    void next(byte[] packed) {
        next = Optional.of(packed);
    }

    /** A page in one piece. */
    static byte[] plain(BytesInput page) throws IOException {
        Piece piece = new Piece((int) page.size());
        page.writeAllTo(piece);
        return piece.bytes();
    }

    /** As long as what is written to it. */
    private static final class Piece extends ByteArrayOutputStream {
        Piece(int size) {
            super(size);
        }

        byte[] bytes() {
            return buf;
        }
    }

    /** A page compressed. */
    static byte[] packed(byte[] page) throws IOException {
        byte[] packed = new byte[packedBytesMax(page.length)];
        long size = Zstd.compressByteArray(packed, 0, packed.length, page, 0, page.length, LEVEL);
        if (Zstd.isError(size)) {
            throw new IOException("a page of " + page.length + " bytes: " + Zstd.getErrorName(size));
        }
        return Arrays.copyOf(packed, (int) size);
    }

    /** How many bytes it comes to at most. */
    static int packedBytesMax(int pageBytes) {
        return (int) Zstd.compressBound(pageBytes);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        requireZstd(name);
        return this;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        requireZstd(name);
        return this;
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        byte[] packed = next.isPresent() ? next.get() : packed(plain(page));
        next = Optional.empty();
        return BytesInput.from(packed);
    }

    @Override
    public BytesInput decompress(BytesInput page, int length) throws IOException {
        byte[] compressed = bytes(page);
        if (Zstd.getFrameContentSize(compressed) != length) {
            throw new IOException("a page says it has " + length + " bytes; its content says "
                    + Zstd.getFrameContentSize(compressed));
        }
        return BytesInput.from(Zstd.decompress(compressed, length));
    }

    @Override
    public void decompress(ByteBuffer page, int compressedLength, ByteBuffer into, int length) throws IOException {
        byte[] compressed = new byte[compressedLength];
        page.get(compressed);
        into.put(bytes(decompress(BytesInput.from(compressed), length)));
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        // holds nothing
    }

    private static byte[] bytes(BytesInput page) throws IOException {
        return page.toInputStream().readNBytes((int) page.size());
    }

    private static void requireZstd(CompressionCodecName name) {
        if (name != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("codec is " + name + "; datasets are written with ZSTD");
        }
    }
}
