package dev.siiwad.source.wikipedia;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.siiwad.source.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * The bytes of a gzip, zstd or xz dump of any number of members, frames or streams, always from the start. Decompressed in the reader's own thread, which
 * is faster than anything that follows.
 */
final class PackedBytes implements DumpBytes {
    private static final int PIECE_BYTES = 256 * 1024;
    /** What {@code zstd --long=31} uses, the most there is. */
    private static final int WINDOW_LOG_MAX = 31;

    private static final int KIB = 1024;

    private final DumpFile file;
    private final DumpFormat format;
    private final PackedStream packed;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private Optional<InputStream> unpacked = Optional.empty();

    PackedBytes(DumpFile file, DumpFormat format) {
        this.file = file;
        this.format = format;
        this.packed = new PackedStream(file);
    }

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            if (unpacked.isEmpty()) {
                unpacked = Optional.of(unpack(new BufferedInputStream(packed, PIECE_BYTES)));
            }
            int count = unpacked.get().readNBytes(buffer, 0, buffer.length);
            return count == 0
                    ? Optional.empty()
                    : Optional.of(new Piece(buffer, 0, count, 0, packed.offset(), false, Optional.empty()));
        } catch (MemoryLimitException e) {
            throw new SourceException(
                    file.name() + ": the xz data needs " + e.getMemoryNeeded() + " KiB of memory; at most half of the"
                            + " heap, " + e.getMemoryLimit() + " KiB, is given to it",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    file.name() + ": before byte " + packed.offset() + " of " + file.length() + ": the "
                            + format.name().toLowerCase(Locale.ROOT) + " data is damaged or cut short: "
                            + Optional.ofNullable(e.getMessage()).orElse("it ends too early"),
                    e);
        }
    }

    private InputStream unpack(InputStream in) throws IOException {
        return switch (format) {
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
            case ZSTD -> new ZstdInputStreamNoFinalizer(in).setLongMax(WINDOW_LOG_MAX);
            case XZ ->
                new XZInputStream(in, (int)
                        Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / KIB));
            case PLAIN, BZ2 -> throw new IllegalArgumentException(format + " is not read as one stream");
        };
    }

    @Override
    public long offset() {
        return packed.offset();
    }

    @Override
    public void close() throws IOException {
        try {
            if (unpacked.isPresent()) {
                unpacked.get().close();
            }
        } finally {
            file.close();
        }
    }
}
