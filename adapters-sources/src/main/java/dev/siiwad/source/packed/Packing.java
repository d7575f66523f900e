package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;

/** In which way a file is packed. */
public enum Packing {
    GZIP,
    ZSTD,
    BZIP2,
    XZ,
    LZ4;

    /** Unpacked in a tenth of a second. */
    private static final long ZSTD_UNCOPIED_BYTES = 16L << 20;

    private static final long UNCOPIED_BYTES = 4L << 20;

    /**
     * The unpacked bytes of a file from what is wanted on, or from a place before it: as near as the packing allows, or what was kept when the file was first read.
     *
     * @param member the byte at which the member or frame begins that it is in; 0 where there are none
     * @param threads which unpack bzip2
     */
    public Unpacked open(SeekableBytes file, long member, Wanted wanted, int threads) throws IOException {
        return switch (this) {
            case GZIP -> GzipMembers.open(file, member, wanted);
            case ZSTD ->
                CopiedBytes.open(
                        file,
                        member,
                        wanted,
                        from -> new ZstdFrames(file, from),
                        ZSTD_UNCOPIED_BYTES,
                        PackedCopy.FRAME_BYTES);
            case BZIP2 -> Bz2Unpacked.open(file, member, wanted, threads);
            case XZ, LZ4 ->
                CopiedBytes.open(
                        file,
                        member,
                        wanted,
                        from -> new WholeStream(this, file, from),
                        UNCOPIED_BYTES,
                        PackedCopy.FRAME_BYTES);
        };
    }
}
