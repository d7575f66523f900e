package dev.siiwad.storage.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

    private final Plain plain = new Plain();
    private byte[] packed = {};

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
        plain.take(page);
        int most = (int) Zstd.compressBound(plain.size());
        packed = packed.length < most ? new byte[most] : packed;
        long size = Zstd.compressByteArray(packed, 0, packed.length, plain.bytes(), 0, plain.size(), LEVEL);
        if (Zstd.isError(size)) {
            throw new IOException("a page of " + plain.size() + " bytes: " + Zstd.getErrorName(size));
        }
        return BytesInput.from(Arrays.copyOf(packed, (int) size));
    }

    /** A page in one piece, in memory that the next one takes again. */
    private static final class Plain extends ByteArrayOutputStream {
        void take(BytesInput page) throws IOException {
            reset();
            page.writeAllTo(this);
        }

        byte[] bytes() {
            return buf;
        }
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
