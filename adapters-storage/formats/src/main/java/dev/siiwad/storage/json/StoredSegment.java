package dev.siiwad.storage.json;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.siiwad.digest.Sha256;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The bytes of a segment wherever it is kept: JSON Lines ({@link SegmentLines}) in one zstd frame with a checksum, then a skippable frame that holds
 * the digest of the first, so that whatever changes in it shows in it. Public for every segment store.
 *
 * <pre>
 * 28 B5 2F FD …                                  zstd
 * 5D 2A 4D 18  20 00 00 00  32 bytes             what zstd skips: SHA-256 over all bytes before this line
 * </pre>
 */
public final class StoredSegment {
    /** What else may be the matter with what has no digest of its own. Such a run is refused, and can still be finished: nothing of it is changed. */
    static final String OF_OLDER_VERSION =
            "the run was begun by an older version of Siiwad, which stored no digest with it and can still finish it";

    /** Of zstd. A segment is read once or twice and then removed; a run's segments never change theirs, since a segment that is repaired has the same bytes. */
    private static final int LEVEL = 1;

    private static final int BUFFER_BYTES = 64 << 10;

    private static final byte[] TRAILER_HEAD = {0x5D, 0x2A, 0x4D, 0x18, 32, 0, 0, 0};
    /** The length of the seal at the end of a segment. */
    public static final int TRAILER_BYTES = TRAILER_HEAD.length + 32;

    private StoredSegment() {}

    /** Whether the last {@link #TRAILER_BYTES} of a file have the form of a seal; whether it is the right one only {@link #read} finds out. */
    public static boolean endsSealed(byte[] end) {
        return end.length == TRAILER_BYTES
                && Arrays.equals(end, 0, TRAILER_HEAD.length, TRAILER_HEAD, 0, TRAILER_HEAD.length);
    }

    /**
     * Reads a whole segment, giving its entries in order; closes {@code in}.
     *
     * @param where for messages
     * @throws DamagedSegmentException if the bytes are not what a {@link Writer} has written
     */
    public static Segment read(
            String where, RunId run, SegmentName name, InputStream in, Consumer<? super Entry> entries)
            throws DamagedSegmentException {
        try (SealedInput bytes = new SealedInput(new BufferedInputStream(in));
                InputStream text = new ZstdInputStream(bytes)) {
            SegmentLines.Contents contents = SegmentLines.read(where, run, name, text, entries);
            bytes.transferTo(OutputStream.nullOutputStream());
            String digest = bytes.requireSeal(where);
            return Segment.of(contents.start(), contents.tally(), contents.textBytes(), bytes.count, digest);
        } catch (DamagedSegmentException e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedSegmentException(where + ": cannot be read as it was sealed: " + e.getMessage(), e);
        }
    }

    /**
     * The run that bytes say they are a segment of, sealed or not; empty if they are not a segment. Closes {@code in}.
     *
     * @throws IOException if they do not get so far
     */
    public static Optional<String> runNamedIn(InputStream in) throws IOException {
        try (InputStream text = new ZstdInputStream(new BufferedInputStream(in))) {
            return SegmentLines.runNamedIn(text);
        }
    }

    /** What a segment says first of itself, sealed or not; empty if that cannot be read. Closes {@code in}. */
    public static Optional<SegmentStart> startIn(RunId run, SegmentName name, InputStream in) {
        try (InputStream text = new ZstdInputStream(new BufferedInputStream(in))) {
            return SegmentLines.startIn(text, run, name);
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** Writes the bytes of one segment; does not close what it writes to. */
    public static final class Writer implements Closeable {
        private final SegmentStart start;
        private final OutputStream out;
        private final Measured measured;
        private final ZstdOutputStream compressed;
        private final OutputStream text;
        private final SegmentLines.Writer lines;

        public Writer(OutputStream out, RunId run, SegmentStart start) throws IOException {
            this.start = start;
            this.out = out;
            this.measured = new Measured(out);
            this.compressed = start.form() == SegmentForm.DOCUMENTS
                    ? new ZstdOutputStream(measured).setChecksum(true)
                    : new ZstdOutputStream(measured, LEVEL).setChecksum(true);
            this.text = new BufferedOutputStream(compressed, BUFFER_BYTES);
            this.lines = new SegmentLines.Writer(start.form() == SegmentForm.DOCUMENTS ? compressed : text, run, start);
        }

        public void add(Entry entry) throws IOException {
            lines.add(entry);
        }

        public void drop(String reason) {
            lines.drop(reason);
        }

        /** Writes what is left, and says what was written. Called once. */
        public Segment end() throws IOException {
            lines.end();
            lines.close();
            if (start.form().hasLines()) {
                text.flush(); // which ends a block of zstd: in the first form nobody ever did, and its bytes must stay
            }
            compressed.close();
            byte[] hash = measured.sha256.digest();
            byte[] trailer = Arrays.copyOf(TRAILER_HEAD, TRAILER_BYTES);
            System.arraycopy(hash, 0, trailer, TRAILER_HEAD.length, hash.length);
            out.write(trailer);
            return Segment.of(start, lines.tally(), lines.textBytes(), measured.bytes + trailer.length, written(hash));
        }

        @Override
        public void close() throws IOException {
            compressed.close();
        }
    }

    private static String written(byte[] hash) {
        return "sha256:" + HexFormat.of().formatHex(hash);
    }

    /** Counts what passes, holds its last bytes back, and digests those before them. */
    private static final class SealedInput extends FilterInputStream {
        private final MessageDigest sha256 = Sha256.start();
        private final byte[] tail = new byte[TRAILER_BYTES];
        private int held;
        private long count;

        SealedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            int step = in.read(buffer, start, length);
            if (step > 0) {
                hold(buffer, start, step);
            }
            return step;
        }

        private void hold(byte[] buffer, int start, int step) {
            int leaving = Math.max(0, held + step - TRAILER_BYTES);
            int ofHeld = Math.min(held, leaving);
            int ofNew = leaving - ofHeld;
            sha256.update(tail, 0, ofHeld);
            sha256.update(buffer, start, ofNew);
            System.arraycopy(tail, ofHeld, tail, 0, held - ofHeld);
            System.arraycopy(buffer, start + ofNew, tail, held - ofHeld, step - ofNew);
            held = held + step - leaving;
            count += step;
        }

        /** The digest of a segment that has passed to its last byte. */
        String requireSeal(String where) throws DamagedSegmentException {
            if (held < TRAILER_BYTES || !endsSealed(tail)) {
                throw new DamagedSegmentException(where + ": has " + count + " bytes and no digest at its end; it was"
                        + " cut, or " + OF_OLDER_VERSION);
            }
            String sealed = written(Arrays.copyOfRange(tail, TRAILER_HEAD.length, TRAILER_BYTES));
            String found = written(sha256.digest());
            if (!found.equals(sealed)) {
                throw new DamagedSegmentException(
                        where + ": its bytes come to " + found + "; it was sealed with " + sealed);
            }
            return found;
        }
    }

    /** Counts and digests what passes; closing it closes nothing. */
    private static final class Measured extends FilterOutputStream {
        private final MessageDigest sha256 = Sha256.start();
        private long bytes;

        Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int start, int length) throws IOException {
            out.write(buffer, start, length);
            sha256.update(buffer, start, length);
            bytes += length;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
