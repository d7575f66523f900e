package dev.siiwad.source.wikipedia;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;

/** The bytes of a zstd dump of one or more frames, always from the start. Decompressed in the reader's own thread. */
final class ZstdBytes implements DumpBytes {
    private static final int PIECE_BYTES = 256 * 1024;
    /** What {@code zstd --long=31} uses, the most there is. */
    private static final int WINDOW_LOG_MAX = 31;

    private final DumpFile file;
    private final PackedStream packed;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private Optional<ZstdInputStreamNoFinalizer> frames = Optional.empty();

    ZstdBytes(DumpFile file) {
        this.file = file;
        this.packed = new PackedStream(file);
    }

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            if (frames.isEmpty()) {
                frames = Optional.of(new ZstdInputStreamNoFinalizer(new BufferedInputStream(packed, PIECE_BYTES))
                        .setLongMax(WINDOW_LOG_MAX));
            }
            int count = frames.get().readNBytes(buffer, 0, buffer.length);
            return count == 0 ? Optional.empty() : Optional.of(new Piece(buffer, 0, count, 0, packed.offset(), false));
        } catch (IOException e) {
            throw new IOException(
                    file.name() + ": before byte " + packed.offset() + " of " + file.bytes()
                            + ": the zstd data is damaged or cut short: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (frames.isPresent()) {
                frames.get().close();
            }
        } finally {
            file.close();
        }
    }
}
