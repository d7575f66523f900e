package dev.siiwad.source.packed;

import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * Where a block of a bzip2 file begins, and what is known of its stream by then, so that the rest of the stream can be decoded and verified as if all of it were.
 *
 * @param stream the byte at which its stream begins; where that is not known, the one that the block begins in
 * @param bit the bit at which it begins itself, counted from the start of the file; that of the stream's first byte for the start of the stream
 * @param checksum of the blocks of the stream before it; 0 before the first; empty where it is not known, and the stream's own checksum then not verified
 */
public record Bz2Place(long stream, long bit, OptionalInt checksum) {
    private static final String UNKNOWN = "none";

    /** How {@link #sum} is written. */
    public static final String SUM = "[0-9a-f]{8}|" + UNKNOWN;

    public Bz2Place {
        if (stream < 0 || bit < stream * Byte.SIZE) {
            throw new IllegalArgumentException("bit " + bit + " is not in a stream from byte " + stream + " on");
        }
    }

    /** Where a stream begins at this byte. */
    public static Bz2Place stream(long offset) {
        return new Bz2Place(offset, offset * Byte.SIZE, OptionalInt.of(0));
    }

    /** A block that begins at this bit of a stream of which nothing is known. */
    public static Bz2Place inside(long bit) {
        return new Bz2Place(bit / Byte.SIZE, bit, OptionalInt.empty());
    }

    /** As {@link #sum} has written it. */
    public static Bz2Place of(long stream, long bit, String sum) {
        return new Bz2Place(
                stream, bit, sum.equals(UNKNOWN) ? OptionalInt.empty() : OptionalInt.of(HexFormat.fromHexDigits(sum)));
    }

    /** The checksum, for a position. */
    public String sum() {
        return checksum.isPresent() ? HexFormat.of().toHexDigits(checksum.getAsInt()) : UNKNOWN;
    }

    boolean startsStream() {
        return checksum.isPresent() && bit == stream * Byte.SIZE;
    }
}
