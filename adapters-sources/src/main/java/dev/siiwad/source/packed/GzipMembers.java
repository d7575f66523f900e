package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked bytes of a gzip file, member by member (RFC 1952). The JDK's own gzip stream takes the end of a member for the end of the file at times,
 * and cannot begin inside one, so it is not used; this one ends only where the file does, and notes places inside long members as it reads them: {@link SeekPoints}. Zeros after a member are padding, as they are for gzip and Python. What an extra field holds
 * is passed over, whether it is parted into subfields or not.
 *
 * <pre>1f 8b 08 | flags | 6 bytes | extra field, name, comment, checksum of the header by the flags | deflate … | CRC-32, 4 bytes | length, 4 bytes</pre>
 */
public final class GzipMembers implements Unpacked {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final String CUT_SHORT = "the file ends within a gzip member";
    private static final byte[] NOTHING = {};
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

    private final SeekableBytes file;
    private final Inflate inflate;
    private final SeekPoints points;
    private final CRC32 checksum = new CRC32();
    private int checksumBefore;
    private long bytesBefore;
    private long bytesSince;
    private long bytesGivenBefore;
    private long linesBefore;
    private long memberStart;
    private Wanted toPass = Wanted.lineAt(0);
    private Place place = Place.BETWEEN_MEMBERS;

    private GzipMembers(SeekableBytes file, SeekPoints points, long from) {
        this.file = file;
        this.inflate = new Inflate(file);
        this.points = points;
        this.memberStart = from;
    }

    /**
     * @param from where a member begins, or the end of the file
     * @param wanted of that member
     */
    static GzipMembers open(SeekableBytes file, long from, Wanted wanted) throws IOException {
        return open(file, SeekPoints.of(file), from, wanted);
    }

    /** With places that are as near to each other as one likes. */
    public static GzipMembers open(SeekableBytes file, SeekPoints points, long from, Wanted wanted) throws IOException {
        GzipMembers members = new GzipMembers(file, points, from);
        Optional<SeekPoints.Point> point = points.before(from, wanted);
        if (point.isPresent()) {
            members.beginAt(point.get());
        } else {
            members.inflate.seek(from * Byte.SIZE);
            members.toPass = wanted;
        }
        return members;
    }

    private void beginAt(SeekPoints.Point point) throws IOException {
        inflate.seek(point.bit());
        beginMember(point.window());
        bytesBefore = point.bytes();
        checksumBefore = point.checksum();
        bytesGivenBefore = point.bytes();
        linesBefore = point.lines();
    }

    private void beginMember(byte[] window) {
        inflate.begin(window);
        checksum.reset();
        checksumBefore = 0;
        bytesBefore = 0;
        bytesSince = 0;
        place = Place.IN_MEMBER;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (true) {
            if (place == Place.BEFORE_TRAILER) {
                passTrailer();
            }
            if (place == Place.BETWEEN_MEMBERS) {
                int first = passPadding();
                if (first < 0) {
                    return -1;
                }
                memberStart = bytesRead() - 1;
                passHeader(first);
            }
            int count = inflate(buffer);
            if (count > 0) {
                return count;
            }
        }
    }

    /** The first byte after the padding, or -1. */
    private int passPadding() throws IOException {
        int next = inflate.nextByte();
        while (next == 0) {
            next = inflate.nextByte();
        }
        return next;
    }

    private void passHeader(int first) throws IOException {
        if (first != 0x1f || nextByte() != 0x8b) {
            throw new UnpackingException("no gzip member begins at byte " + memberStart);
        }
        int method = nextByte();
        int flags = nextByte();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new UnpackingException("the gzip member has method " + method + " and flags " + flags
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
        beginMember(NOTHING);
    }

    private int inflate(byte[] buffer) throws IOException {
        int count;
        try {
            count = inflate.read(buffer);
        } catch (EOFException e) {
            throw new UnpackingException(CUT_SHORT, e);
        } catch (Inflate.DamagedException e) {
            throw new UnpackingException("the gzip member is damaged: " + e.getMessage(), e);
        }
        checksum.update(buffer, 0, count);
        bytesGivenBefore = bytesBefore + bytesSince;
        bytesSince += count;
        if (inflate.ended()) {
            place = Place.BEFORE_TRAILER;
        }
        return count;
    }

    @Override
    public void passed(long lines) {
        if (place == Place.IN_MEMBER && inflate.atBlock() && points.areDueAt(memberStart, inflate.bit())) {
            if (toPass.isAfter(lines, bytesBefore + bytesSince)) {
                LOG.info(
                        "[{}] is unpacked from byte {} on up to {} of that member: no nearer place to begin is known",
                        file.name(),
                        memberStart,
                        toPass);
                toPass = Wanted.lineAt(0);
            }
            points.note(new SeekPoints.Point(
                    memberStart, inflate.bit(), bytesBefore + bytesSince, lines, checksum(), inflate.window()));
        }
    }

    private int checksum() {
        return Crc32.combined(checksumBefore, (int) checksum.getValue(), bytesSince);
    }

    /** After the member's bytes were given, so that a file that is cut short within the trailer still gives them. */
    private void passTrailer() throws IOException {
        long expected = number();
        long length = number();
        long bytes = bytesBefore + bytesSince;
        if (expected != Integer.toUnsignedLong(checksum()) || length != (bytes & 0xffff_ffffL)) {
            throw new UnpackingException("the gzip member has the checksum " + Integer.toUnsignedLong(checksum())
                    + " and " + bytes + " bytes; it says that it has " + expected + " and " + length);
        }
        toPass = Wanted.lineAt(0);
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
        int next = inflate.nextByte();
        if (next < 0) {
            throw new UnpackingException(CUT_SHORT);
        }
        return next;
    }

    @Override
    public long linesBefore() {
        return linesBefore;
    }

    @Override
    public long memberStart() {
        return memberStart;
    }

    @Override
    public long bytesBefore() {
        return bytesGivenBefore;
    }

    @Override
    public long bytesRead() {
        return inflate.bit() / Byte.SIZE;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
