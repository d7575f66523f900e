package dev.siiwad.source.packed;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.Sidecar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places inside the long members of a gzip file at which unpacking can begin, each a few MiB after the one before. They are noted while the file is read for the first time, in
 * its {@link Sidecar}, one a line, after a line break that ends what was cut short before:
 *
 * <pre>
 * &lt;byte of the member&gt; &lt;bit of a block&gt; &lt;bytes unpacked before&gt; &lt;lines ended before&gt; &lt;CRC-32 of those bytes&gt; &lt;the last 32 KiB of them, deflated, Base64&gt; &lt;SHA-256&gt;
 * </pre>
 *
 * <p>The digest is over the identity of the file and the rest of the line, so that a line of another file, or one that was damaged or cut short, is none. What is kept takes
 * about 12 KB each, 6 MB in all. Used by one thread.
 */
public final class SeekPoints {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final long SPACING_BYTES_MIN = 4L << 20;
    private static final int COUNT_MAX = 512;
    private static final Pattern LINE = Pattern.compile(
            "(\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (\\d{1,18}) ([0-9a-f]{8}) ([A-Za-z0-9+/=]*) ([0-9a-f]{64})");

    private final Optional<Sidecar> sidecar;
    private final String file;
    private final long spacingBits;
    private long lastBit;
    private boolean failed;

    private SeekPoints(Optional<Sidecar> sidecar, String file, long spacingBits) {
        this.sidecar = sidecar;
        this.file = file;
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
        Optional<Sidecar> sidecar = file.length() > spacingBytes ? file.sidecar() : Optional.empty();
        return new SeekPoints(sidecar, file.name(), spacingBytes * Byte.SIZE);
    }

    /** Whether this file is long enough for them, and there is a place for them. */
    public boolean areKept() {
        return sidecar.isPresent();
    }

    /** Whether one is to be noted at this bit. */
    public boolean areDueAt(long member, long bit) {
        return sidecar.isPresent() && !failed && bit >= Math.max(lastBit, member * Byte.SIZE) + spacingBits;
    }

    /** Notes one. Where it cannot be kept, a resume will cost more, and nothing else; so that is said and no reason to stop. */
    public void note(Point point) {
        lastBit = point.bit();
        try {
            String fields = point.member() + " " + point.bit() + " " + point.bytes() + " " + point.lines() + " "
                    + HexFormat.of().toHexDigits(point.checksum()) + " " + deflated(point.window());
            sidecar.orElseThrow().append("\n" + fields + " " + digest(fields) + "\n");
        } catch (IOException e) {
            failed = true;
            LOG.info("[{}] no more places to resume from are kept: {}", file, e.toString());
        }
    }

    /**
     * The last one before a line of a member that begins after it, and so the one to begin at to reach that line.
     *
     * @param line counted from 0 in the member
     */
    public Optional<Point> before(long member, long line) throws IOException {
        List<Matcher> candidates = new ArrayList<>();
        String kept = sidecar.isPresent() ? sidecar.get().text() : "";
        for (String each : kept.split("\n")) {
            Matcher matcher = LINE.matcher(each);
            if (matcher.matches()) {
                lastBit = Math.max(lastBit, number(matcher, 2));
                if (number(matcher, 1) == member && number(matcher, 4) < line) {
                    candidates.add(matcher);
                }
            }
        }
        candidates.sort(Comparator.comparingLong((Matcher candidate) -> number(candidate, 4))
                .thenComparingLong(candidate -> number(candidate, 2))
                .reversed());
        for (Matcher candidate : candidates) {
            Optional<Point> point = point(candidate);
            if (point.isPresent()) {
                return point;
            }
        }
        return Optional.empty();
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    /** What a line says, if it is as it was written, for this very file. */
    private Optional<Point> point(Matcher line) {
        String fields = line.group().substring(0, line.start(7) - 1);
        if (!digest(fields).equals(line.group(7))) {
            return Optional.empty();
        }
        return Optional.of(new Point(
                number(line, 1),
                number(line, 2),
                number(line, 3),
                number(line, 4),
                HexFormat.fromHexDigits(line.group(5)),
                inflated(line.group(6))));
    }

    private String digest(String fields) {
        return Sha256.hex(sidecar.orElseThrow().identity() + "\n" + fields);
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
