package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file as the Parquet library reads it: the end of the file, where the footer is, is fetched once and kept; every other read is one read of
 * the file.
 *
 * <pre>PAR1 | row groups … | footer | footer length, 4 bytes little endian | PAR1</pre>
 */
final class ParquetBytes implements InputFile {
    /** Enough for the footer of most files, so that opening one takes a single request. */
    static final int TAIL_BYTES = 64 * 1024;

    static final int FOOTER_BYTES_MAX = 128 * 1024 * 1024;

    private static final int ENDING_BYTES = 8;
    private static final int SHORTEST_BYTES = 4 + ENDING_BYTES;

    private final SeekableBytes bytes;
    private final byte[] tail;
    private final long tailStart;
    private final long footerStart;
    private Optional<IOException> failure = Optional.empty();

    /** @throws IOException if this is not a whole Parquet file */
    ParquetBytes(SeekableBytes bytes) throws IOException {
        this.bytes = bytes;
        if (bytes.length() < SHORTEST_BYTES) {
            throw new UnreadableException(bytes.name() + ": is " + bytes.length()
                    + " bytes long; a Parquet file has at least " + SHORTEST_BYTES);
        }
        byte[] last = last(TAIL_BYTES);
        int footerLength = footerLength(last);
        this.footerStart = bytes.length() - ENDING_BYTES - footerLength;
        this.tail = footerLength + ENDING_BYTES > last.length ? last(footerLength + ENDING_BYTES) : last;
        this.tailStart = bytes.length() - tail.length;
    }

    /** Where the footer begins, and so where all row groups have ended. */
    long footerStart() {
        return footerStart;
    }

    /** The failure of the file itself, as against that of the Parquet in it. */
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public long getLength() {
        return bytes.length();
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream();
    }

    private byte[] last(int length) throws IOException {
        int available = (int) Math.min(length, bytes.length());
        return bytes.read(bytes.length() - available, available);
    }

    private int footerLength(byte[] last) throws IOException {
        String magic = new String(last, last.length - 4, 4, StandardCharsets.ISO_8859_1);
        if (magic.equals("PARE")) {
            throw new UnreadableException(bytes.name() + ": is an encrypted Parquet file; only plain ones can be read");
        }
        if (!magic.equals("PAR1")) {
            throw new UnreadableException(bytes.name() + ": ends with " + printable(magic)
                    + "; a whole Parquet file ends with \"PAR1\". It is cut" + " short, or no Parquet file");
        }
        int length = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt(last.length - ENDING_BYTES);
        long most = Math.min(FOOTER_BYTES_MAX, bytes.length() - SHORTEST_BYTES);
        if (length < 0 || length > most) {
            throw new UnreadableException(bytes.name() + ": says its footer has " + Integer.toUnsignedString(length)
                    + " bytes; at most " + most + " are possible. The file is damaged");
        }
        return length;
    }

    private static String printable(String magic) {
        StringBuilder hex = new StringBuilder("bytes");
        magic.chars().forEach(c -> hex.append(String.format(Locale.ROOT, " %02x", c)));
        return hex.toString();
    }

    private byte[] read(long from, int length) throws IOException {
        if (from < 0 || length < 0 || from > bytes.length() - length) {
            throw new EOFException("asked for " + length + " bytes at " + from + " of " + bytes.length());
        }
        if (from >= tailStart) {
            byte[] piece = new byte[length];
            System.arraycopy(tail, (int) (from - tailStart), piece, 0, length);
            return piece;
        }
        try {
            return bytes.read(from, length);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private void read(long from, byte[] into, int start, int length) throws IOException {
        try {
            int count = bytes.read(into, start, length, from);
            if (count < length) {
                throw new EOFException("asked for " + length + " bytes at " + from + "; there are " + count);
            }
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private final class Stream extends SeekableInputStream {
        private long position;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long newPosition) {
            position = newPosition;
        }

        @Override
        public int read() throws IOException {
            return position < bytes.length() ? take(1)[0] & 0xff : -1;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int length = (int) Math.min(into.remaining(), bytes.length() - position);
            if (length < 1) {
                return into.hasRemaining() ? -1 : 0;
            }
            fill(into, length);
            return length;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            return read(ByteBuffer.wrap(into, start, length));
        }

        @Override
        public void readFully(byte[] into) throws IOException {
            readFully(ByteBuffer.wrap(into));
        }

        @Override
        public void readFully(byte[] into, int start, int length) throws IOException {
            readFully(ByteBuffer.wrap(into, start, length));
        }

        @Override
        public void readFully(ByteBuffer into) throws IOException {
            fill(into, into.remaining());
        }

        /** Into the array behind a buffer, if there is one: what is read is large. */
        private void fill(ByteBuffer into, int length) throws IOException {
            if (into.hasArray() && position >= 0 && position + length <= tailStart) {
                ParquetBytes.this.read(position, into.array(), into.arrayOffset() + into.position(), length);
                into.position(into.position() + length);
                position += length;
            } else {
                into.put(take(length));
            }
        }

        private byte[] take(int length) throws IOException {
            byte[] piece = ParquetBytes.this.read(position, length);
            position += length;
            return piece;
        }
    }
}
