package dev.siiwad.source.sprakbanken;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of a corpus on their way to the XML parser, which holds each piece of XML (a tag with its attributes, a run of text) whole: so no
 * piece may have more than {@value #PIECE_BYTES_MAX} bytes, and no corpus more than {@value #CORPUS_BYTES_MAX}. The parser's table of names grows slow
 * with tens of thousands of them in one tag, which this limit keeps out too.
 */
final class MeasuredBytes extends FilterInputStream {
    static final long PIECE_BYTES_MAX = 256L << 10;
    static final long CORPUS_BYTES_MAX = 1L << 36;

    /** A parser asks for bytes ahead, in steps of a few KiB, so that a piece is measured longer than it is by up to so many. */
    private static final long STEP_BYTES_MAX = 16L << 10;

    private final long pieceBytesMax;
    private final long corpusBytesMax;
    private long total;
    private long pieceStart;
    private Optional<IOException> failure = Optional.empty();

    private MeasuredBytes(InputStream in, long pieceBytesMax, long corpusBytesMax) {
        super(in);
        this.pieceBytesMax = pieceBytesMax;
        this.corpusBytesMax = corpusBytesMax;
    }

    /** Of a file that is read from its start. */
    static MeasuredBytes whole(InputStream in) {
        return new MeasuredBytes(in, PIECE_BYTES_MAX, CORPUS_BYTES_MAX);
    }

    /**
     * Of one that is read from any place on: passes a limit wherever one that is read from its start may do so. Whether it does depends on where the steps of
     * the parser fall.
     */
    static MeasuredBytes strict(InputStream in) {
        return new MeasuredBytes(in, PIECE_BYTES_MAX - STEP_BYTES_MAX, CORPUS_BYTES_MAX / 2);
    }

    /** Begins another piece. */
    void nextPiece() {
        pieceStart = total;
    }

    /** What went wrong with the bytes themselves: the parser does not pass it on as it was. */
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            total += Math.max(0, count);
            requireAtMost(pieceBytesMax, total - pieceStart, "one piece of XML (a tag or a run of text)");
            requireAtMost(corpusBytesMax, total, "the corpus");
            return count;
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private static void requireAtMost(long most, long bytes, String what) throws IOException {
        if (bytes > most) {
            throw new IOException(what + " has " + bytes + " bytes or more; at most " + most + " are read");
        }
    }
}
