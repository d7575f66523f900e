package dev.siiwad.source.packed;

/**
 * Where a block of a bzip2 file begins, and what is known of its stream by then, so that the rest of the stream can be decoded and verified as if all of it were.
 *
 * @param stream the byte at which its stream begins
 * @param bit the bit at which it begins itself, counted from the start of the file; that of the stream's first byte for the start of the stream
 * @param checksum of the blocks of the stream before it; 0 before the first
 */
public record Bz2Place(long stream, long bit, int checksum) {
    public Bz2Place {
        if (stream < 0 || bit < stream * Byte.SIZE) {
            throw new IllegalArgumentException("bit " + bit + " is not in a stream from byte " + stream + " on");
        }
    }

    /** Where a stream begins at this byte. */
    public static Bz2Place stream(long offset) {
        return new Bz2Place(offset, offset * Byte.SIZE, 0);
    }

    boolean startsStream() {
        return bit == stream * Byte.SIZE;
    }
}
