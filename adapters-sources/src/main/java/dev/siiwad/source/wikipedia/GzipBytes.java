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
    private final PackedStream packed;
    private final InputStream buffered;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private Optional<GzipCompressorInputStream> members = Optional.empty();

    GzipBytes(DumpFile file) {
        this.file = file;
        this.packed = new PackedStream(file);
        this.buffered = new BufferedInputStream(packed, PIECE_BYTES);
    }

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            if (members.isEmpty()) {
                members = Optional.of(GzipCompressorInputStream.builder()
                        .setInputStream(buffered)
                        .setDecompressConcatenated(true)
                        .get());
            }
            int count = members.get().readNBytes(buffer, 0, buffer.length);
            return count == 0 ? Optional.empty() : Optional.of(new Piece(buffer, 0, count, 0, packed.offset(), false));
        } catch (IOException e) {
            throw new IOException(
                    file.name() + ": before byte " + packed.offset() + " of " + file.bytes()
                            + ": the gzip data is damaged or cut short: "
                            + Optional.ofNullable(e.getMessage()).orElse("it ends too early"),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
