package dev.siiwad.source.rows;

import com.github.luben.zstd.Zstd;
import dev.siiwad.source.proved.SeekableBytes;
import io.airlift.compress.lz4.Lz4Compressor;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.xerial.snappy.Snappy;

/** Parquet files in memory, written for a test, and the reads that were made of them. */
public final class ParquetFile {
    private ParquetFile() {}

    public static byte[] write(MessageType type, CompressionCodecName codec, int rowsPerGroup, List<Group> rows)
            throws IOException {
        Memory memory = new Memory();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(memory)
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCodecFactory(new Compressing())
                .withCompressionCodec(codec)
                .withRowGroupRowCountLimit(rowsPerGroup)
                .withPageRowCountLimit(7)
                .withPageWriteChecksumEnabled(true)
                .build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        }
        return memory.bytes.toByteArray();
    }

    /** A file in memory that remembers what was read of it, and fails once where it is told to. */
    static final class Bytes implements SeekableBytes {
        final List<String> reads = new ArrayList<>();
        boolean closed;
        Optional<IOException> nextFailure = Optional.empty();
        private final String name;
        private final byte[] all;

        Bytes(byte[] all) {
            this("rows.parquet", all);
        }

        Bytes(String name, byte[] all) {
            this.name = name;
            this.all = all;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long length() {
            return all.length;
        }

        @Override
        public byte[] read(long from, int length) throws IOException {
            reads.add(from + "+" + length);
            if (nextFailure.isPresent()) {
                IOException failure = nextFailure.get();
                nextFailure = Optional.empty();
                throw failure;
            }
            if (from + length > all.length) {
                throw new EOFException("rows.parquet: ends early");
            }
            return Arrays.copyOfRange(all, (int) from, (int) from + length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Memory implements OutputFile {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int single) {
                    bytes.write(single);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Compressing implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new Compressor(name);
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException("only for writing");
        }

        @Override
        public void release() {
            // holds nothing
        }
    }

    private record Compressor(CompressionCodecName name) implements CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            byte[] bytes = page.toInputStream().readAllBytes();
            switch (name) {
                case SNAPPY:
                    return BytesInput.from(Snappy.compress(bytes));
                case ZSTD:
                    return BytesInput.from(Zstd.compress(bytes));
                case BROTLI:
                    return BytesInput.from(brotli(bytes));
                case LZ4:
                    return BytesInput.from(inHadoopBlocks(bytes));
                case LZ4_RAW:
                    return BytesInput.from(lz4(bytes));
                case GZIP:
                    return BytesInput.from(inTwoMembers(bytes));
                default:
                    return BytesInput.from(bytes);
            }
        }

        /** A stream of one meta-block that is not compressed (RFC 7932, 9.2), the only one that takes no encoder, and an empty last one. */
        private static byte[] brotli(byte[] bytes) {
            int windowIs16Bits = 0;
            int notLast = 0;
            int fourNibbles = 0;
            int uncompressed = 1;
            int bits = windowIs16Bits | notLast << 1 | fourNibbles << 2 | (bytes.length - 1) << 4 | uncompressed << 20;
            ByteBuffer stream =
                    ByteBuffer.allocate(4 + bytes.length).put((byte) bits).put((byte) (bits >> 8));
            int lastAndEmpty = 3;
            return stream.put((byte) (bits >> 16))
                    .put(bytes)
                    .put((byte) lastAndEmpty)
                    .array();
        }

        private static byte[] lz4(byte[] bytes) {
            Lz4Compressor compressor = new Lz4Compressor();
            byte[] block = new byte[compressor.maxCompressedLength(bytes.length)];
            return Arrays.copyOf(block, compressor.compress(bytes, 0, bytes.length, block, 0, block.length));
        }

        private static byte[] inHadoopBlocks(byte[] bytes) {
            ByteArrayOutputStream blocks = new ByteArrayOutputStream();
            int half = bytes.length / 2;
            for (byte[] plain : List.of(Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half, bytes.length))) {
                byte[] block = lz4(plain);
                blocks.writeBytes(ByteBuffer.allocate(8)
                        .putInt(plain.length)
                        .putInt(block.length)
                        .array());
                blocks.writeBytes(block);
            }
            return blocks.toByteArray();
        }

        private static byte[] inTwoMembers(byte[] bytes) throws IOException {
            ByteArrayOutputStream members = new ByteArrayOutputStream();
            int half = bytes.length / 2;
            try (GZIPOutputStream first = new GZIPOutputStream(members)) {
                first.write(bytes, 0, half);
            }
            try (GZIPOutputStream second = new GZIPOutputStream(members)) {
                second.write(bytes, half, bytes.length - half);
            }
            return members.toByteArray();
        }

        @Override
        public CompressionCodecName getCodecName() {
            return name;
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
