package dev.siiwad.source.rows;

import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The unpacked bytes of a gzip file, member by member (RFC 1952). The JDK's own gzip stream takes the end of a member for the end of the file at times,
 * so it is not used; this one ends only where the file does. Zeros after a member are padding, as they are for gzip and Python. What an extra field holds
 * is passed over, whether it is parted into subfields or not.
 *
 * <pre>1f 8b 08 | flags | 6 bytes | extra field, name, comment, checksum of the header by the flags | deflate … | CRC-32, 4 bytes | length, 4 bytes</pre>
 */
final class GzipMembers implements Unpacked {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int FIXED_HEADER_REST_BYTES = 6;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private enum Place {
        BETWEEN_MEMBERS,
        IN_MEMBER,
        BEFORE_TRAILER
    }

    private final InOrder file;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] packed = new byte[BUFFER_BYTES];
    private int next;
    private int limit;
    private long limitInFile;
    private long memberStart;
    private Place place = Place.BETWEEN_MEMBERS;

    /** @param from where a member begins, or the end of the file */
    GzipMembers(SeekableBytes file, long from) {
        this.file = new InOrder(file, from);
        this.limitInFile = from;
        this.memberStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (true) {
            if (place == Place.BEFORE_TRAILER) {
                passTrailer();
            }
            if (place == Place.BETWEEN_MEMBERS) {
                if (onlyPaddingIsLeft()) {
                    return -1;
                }
                memberStart = bytesRead();
                passHeader();
            }
            int count = inflate(buffer);
            if (count > 0) {
                return count;
            }
        }
    }

    private boolean onlyPaddingIsLeft() throws IOException {
        while (next < limit || refill()) {
            if (packed[next] != 0) {
                return false;
            }
            next++;
        }
        return true;
    }

    private void passHeader() throws IOException {
        if (nextByte() != 0x1f || nextByte() != 0x8b) {
            throw new UnreadableException("no gzip member begins at byte " + memberStart);
        }
        int method = nextByte();
        int flags = nextByte();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new UnreadableException("the gzip member has method " + method + " and flags " + flags
                    + "; expected method 8 and flags below 32");
        }
        pass(FIXED_HEADER_REST_BYTES);
        if ((flags & EXTRA) != 0) {
            pass(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            pass(2);
        }
        inflater.reset();
        checksum.reset();
        place = Place.IN_MEMBER;
    }

    private int inflate(byte[] buffer) throws IOException {
        if (inflater.needsInput()) {
            requireMore();
            inflater.setInput(packed, next, limit - next);
            next = limit;
        }
        try {
            int count = inflater.inflate(buffer);
            checksum.update(buffer, 0, count);
            if (inflater.needsDictionary()) {
                throw new UnreadableException("the gzip member asks for a dictionary; gzip has none");
            }
            if (inflater.finished()) {
                next = limit - inflater.getRemaining();
                place = Place.BEFORE_TRAILER;
            }
            return count;
        } catch (DataFormatException e) {
            throw new UnreadableException("the gzip member is damaged: " + e.getMessage(), e);
        }
    }

    /** After the member's bytes were given, so that a file that is cut short within the trailer still gives them. */
    private void passTrailer() throws IOException {
        long expected = number();
        long length = number();
        if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new UnreadableException("the gzip member has the checksum " + checksum.getValue() + " and "
                    + inflater.getBytesWritten() + " bytes; it says that it has " + expected + " and " + length);
        }
        place = Place.BETWEEN_MEMBERS;
    }

    private long number() throws IOException {
        return nextByte() | nextByte() << 8 | nextByte() << 16 | (long) nextByte() << 24;
    }

    private void pass(int count) throws IOException {
        for (int passed = 0; passed < count; passed++) {
            nextByte();
        }
    }

    private void passText() throws IOException {
        while (nextByte() != 0) {
            // Ends with the zero, or with the file.
        }
    }

    private int nextByte() throws IOException {
        requireMore();
        return packed[next++] & 0xff;
    }

    private void requireMore() throws IOException {
        if (next == limit && !refill()) {
            throw new UnreadableException("the file ends within a gzip member");
        }
    }

    private boolean refill() throws IOException {
        next = 0;
        limit = Math.max(0, file.read(packed));
        limitInFile += limit;
        return limit > 0;
    }

    @Override
    public long memberStart() {
        return memberStart;
    }

    @Override
    public long bytesRead() {
        return limitInFile - (limit - next);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        file.close();
    }
}
