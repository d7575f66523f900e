package dev.siiwad.storage.json;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** The bytes of a segment wherever it is kept: JSON Lines ({@link SegmentLines}) in one zstd frame with a checksum. Public for every segment store. */
public final class StoredSegment {
    /** How the name of a stored segment ends. */
    public static final String SUFFIX = ".jsonl.zst";

    private StoredSegment() {}

    /**
     * Reads a whole segment, giving its entries in order; closes {@code in}.
     *
     * @param where for messages
     * @throws DamagedSegmentException if the bytes are not what a {@link Writer} has written
     */
    public static Segment read(String where, SegmentName name, InputStream in, Consumer<? super Entry> entries)
            throws DamagedSegmentException {
        Measured counted = new Measured(OutputStream.nullOutputStream());
        try (DigestInputStream bytes = new DigestInputStream(new BufferedInputStream(in), counted.sha256);
                CountedInput passing = new CountedInput(bytes);
                InputStream text = new ZstdInputStream(passing)) {
            SegmentLines.Contents contents = SegmentLines.read(where, name, text, entries);
            passing.transferTo(OutputStream.nullOutputStream());
            long last = contents.firstIndex() + contents.tally().read();
            return new Segment(name, contents.firstIndex(), last, contents.tally(), passing.count, counted.digest());
        } catch (DamagedSegmentException e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedSegmentException(where + ": cannot be read as it was sealed: " + e.getMessage(), e);
        }
    }

    /** Writes the bytes of one segment; does not close what it writes to. */
    public static final class Writer implements Closeable {
        private final SegmentName name;
        private final long firstIndex;
        private final Measured measured;
        private final ZstdOutputStream compressed;
        private final SegmentLines.Writer lines;

        public Writer(OutputStream out, SegmentName name, long firstIndex) throws IOException {
            this.name = name;
            this.firstIndex = firstIndex;
            this.measured = new Measured(out);
            this.compressed = new ZstdOutputStream(measured).setChecksum(true);
            this.lines = new SegmentLines.Writer(compressed, name, firstIndex);
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
            compressed.close();
            long last = firstIndex + lines.tally().read();
            return new Segment(name, firstIndex, last, lines.tally(), measured.bytes, measured.digest());
        }

        @Override
        public void close() throws IOException {
            compressed.close();
        }
    }

    /** Counts what passes. */
    private static final class CountedInput extends FilterInputStream {
        private long count;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int single = in.read();
            count += single < 0 ? 0 : 1;
            return single;
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            int step = in.read(buffer, start, length);
            count += Math.max(0, step);
            return step;
        }
    }

    /** Counts and digests what passes; closing it closes nothing. */
    private static final class Measured extends FilterOutputStream {
        private final MessageDigest sha256;
        private long bytes;

        Measured(OutputStream out) {
            super(out);
            try {
                this.sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
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

        String digest() {
            return "sha256:" + HexFormat.of().formatHex(sha256.digest());
        }
    }
}
