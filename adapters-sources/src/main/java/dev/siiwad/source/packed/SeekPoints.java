package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Places inside the long members of a gzip file at which unpacking can begin, each a few MiB after the one before. They are noted while the file is read for the first time, in
 * its {@linkplain KeptLines sidecar}, one a line:
 *
 * <pre>
 * &lt;byte of the member&gt; &lt;bit of a block&gt; &lt;bytes unpacked before&gt; &lt;lines ended before&gt; &lt;CRC-32 of those bytes&gt; &lt;the last 32 KiB of them, deflated, Base64&gt; &lt;SHA-256&gt;
 * </pre>
 *
 * <p>What is kept takes about 12 KB each, 6 MB in all. Used by one thread.
 */
public final class SeekPoints {
    private static final long SPACING_BYTES_MIN = 4L << 20;
    private static final int COUNT_MAX = 512;
    private static final String FORM =
            "(\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (\\d{1,18}) ([0-9a-f]{8}) ([A-Za-z0-9+/=]*)";

    private final KeptLines kept;
    private final long spacingBits;
    private long lastBit;

    private SeekPoints(KeptLines kept, long spacingBits) {
        this.kept = kept;
        this.spacingBits = spacingBits;
    }

    /**
     * A place at which unpacking can begin.
     *
     * @param member the byte at which its gzip member begins
     * @param bit of the file, where a block begins
     * @param bytes of the member, unpacked, before it
     * @param lines of the member that have ended before it
     * @param checksum the CRC-32 of the bytes before it
     * @param window the last bytes before it, at most {@value Inflate#WINDOW_BYTES}
     */
    public record Point(long member, long bit, long bytes, long lines, int checksum, byte[] window) {}

    /** Those of a file; none are kept of a short one, or where there is nowhere to. */
    public static SeekPoints of(SeekableBytes file) {
        return of(file, Math.max(SPACING_BYTES_MIN, file.length() / COUNT_MAX));
    }

    /** @param spacingBytes how far apart in the file they are, at least */
    public static SeekPoints of(SeekableBytes file, long spacingBytes) {
        return new SeekPoints(KeptLines.of(file, spacingBytes, FORM), spacingBytes * Byte.SIZE);
    }

    /** Whether this file is long enough for them, and there is a place for them. */
    public boolean areKept() {
        return kept.areKept();
    }

    /** Whether one is to be noted at this bit. */
    public boolean areDueAt(long member, long bit) {
        return kept.areKept() && bit >= Math.max(lastBit, member * Byte.SIZE) + spacingBits;
    }

    /** Notes one. Where it cannot be kept, a resume will cost more, and nothing else. */
    public void note(Point point) {
        lastBit = point.bit();
        kept.add(point.member() + " " + point.bit() + " " + point.bytes() + " " + point.lines() + " "
                + HexFormat.of().toHexDigits(point.checksum()) + " " + deflated(point.window()));
    }

    /** The last one in a member before what is wanted of it, and so the one to begin at to reach that. */
    public Optional<Point> before(long member, Wanted wanted) throws IOException {
        List<Matcher> candidates = new ArrayList<>();
        for (Matcher each : kept.all()) {
            lastBit = Math.max(lastBit, number(each, 3));
            if (number(each, 2) == member && wanted.isAfter(number(each, 5), number(each, 4))) {
                candidates.add(each);
            }
        }
        candidates.sort(Comparator.comparingLong((Matcher candidate) -> number(candidate, 4))
                .reversed());
        return candidates.stream().filter(kept::isTrue).findFirst().map(SeekPoints::point);
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    private static Point point(Matcher line) {
        return new Point(
                number(line, 2),
                number(line, 3),
                number(line, 4),
                number(line, 5),
                HexFormat.fromHexDigits(line.group(6)),
                inflated(line.group(7)));
    }

    private static String deflated(byte[] window) {
        Deflater deflater = new Deflater();
        deflater.setInput(window);
        deflater.finish();
        byte[] deflated = new byte[2 * Inflate.WINDOW_BYTES];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Base64.getEncoder().encodeToString(Arrays.copyOf(deflated, length));
    }

    private static byte[] inflated(String window) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(window));
            byte[] inflated = new byte[Inflate.WINDOW_BYTES];
            return Arrays.copyOf(inflated, inflater.inflate(inflated));
        } catch (DataFormatException e) {
            throw new IllegalStateException("a window whose digest is right cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }
}
