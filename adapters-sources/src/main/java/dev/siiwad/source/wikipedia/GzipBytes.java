package dev.siiwad.source.wikipedia;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The bytes of a gzip dump of one or more members, always from the start. Decompressed in the reader's own thread, which gzip does many
 * times as fast as anything that follows.
 */
final class GzipBytes implements DumpBytes {
    private static final int PIECE_BYTES = 256 * 1024;

    private final DumpFile file;
    private final InputStream packed;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private Optional<GzipCompressorInputStream> members = Optional.empty();
    private long packedOffset;

    GzipBytes(DumpFile file) {
        this.file = file;
        this.packed = new BufferedInputStream(new FileBytes(), PIECE_BYTES);
    }

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            if (members.isEmpty()) {
                members = Optional.of(GzipCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setDecompressConcatenated(true)
                        .get());
            }
            int count = members.get().readNBytes(buffer, 0, buffer.length);
            return count == 0 ? Optional.empty() : Optional.of(new Piece(buffer, 0, count, 0, packedOffset, false));
        } catch (IOException e) {
            throw new IOException(
                    file.name() + ": before byte " + packedOffset + " of " + file.bytes()
                            + ": the gzip data is damaged or cut short: "
                            + Optional.ofNullable(e.getMessage()).orElse("it ends too early"),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class FileBytes extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            int count = file.read(into, start, length, packedOffset);
            packedOffset += count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
