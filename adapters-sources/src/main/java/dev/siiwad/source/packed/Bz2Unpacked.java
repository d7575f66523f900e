package dev.siiwad.source.packed;

import dev.siiwad.source.proved.DamagedBlockException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The unpacked bytes of a bzip2 file of any number of streams, which count as one member. Blocks that it can be begun at are noted in the file's {@linkplain KeptLines sidecar}, one every
 * few MiB:
 *
 * <pre>
 * block &lt;byte of its stream&gt; &lt;its bit&gt; &lt;checksum of the blocks of the stream before it&gt; &lt;lines ended before&gt; &lt;bytes unpacked before&gt; &lt;SHA-256&gt;
 * </pre>
 */
final class Bz2Unpacked implements Unpacked {
    private static final long SPACING_BYTES = 4L << 20;
    private static final String FORM = "block (\\d{1,18}) (\\d{1,18}) ([0-9a-f]{8}) (\\d{1,18}) (\\d{1,18})";
    private static final byte[] NOTHING = {};

    private final KeptLines points;
    private final SeekableBytes file;
    private final Bz2Blocks blocks;
    private final long linesBefore;
    private final long spacingBits;
    private long lastBit;
    private long bytesBefore;
    private long bytes;
    private byte[] block = NOTHING;
    private int next;
    private int limit;
    private long lines;

    private Bz2Unpacked(
            SeekableBytes file,
            KeptLines points,
            Optional<Matcher> from,
            long member,
            long lastBit,
            long spacingBits,
            int threads) {
        this.file = file;
        this.points = points;
        this.blocks =
                new Bz2Blocks(file, from.map(Bz2Unpacked::place).orElseGet(() -> Bz2Place.stream(member)), threads);
        this.linesBefore = from.map(point -> number(point, 5)).orElse(0L);
        this.bytes = from.map(point -> number(point, 6)).orElse(0L);
        this.bytesBefore = bytes;
        this.lines = linesBefore;
        this.lastBit = lastBit;
        this.spacingBits = spacingBits;
    }

    /**
     * @param from the start of the file, or its end
     */
    static Bz2Unpacked open(SeekableBytes file, long from, Wanted wanted, int threads) throws IOException {
        return open(file, from, wanted, threads, SPACING_BYTES);
    }

    static Bz2Unpacked open(SeekableBytes file, long from, Wanted wanted, int threads, long spacingBytes)
            throws IOException {
        KeptLines points = KeptLines.of(file, spacingBytes, FORM);
        long lastBit = 0;
        Optional<Matcher> best = Optional.empty();
        for (Matcher point : points.all()) {
            lastBit = Math.max(lastBit, number(point, 3));
            boolean nearer = best.isEmpty() || number(best.get(), 3) < number(point, 3);
            if (from == 0 && wanted.isAfter(number(point, 5), number(point, 6)) && nearer && points.isTrue(point)) {
                best = Optional.of(point);
            }
        }
        return new Bz2Unpacked(file, points, best, from, lastBit, spacingBytes * Byte.SIZE, threads);
    }

    private static Bz2Place place(Matcher point) {
        return Bz2Place.of(number(point, 2), number(point, 3), point.group(4));
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (next == limit) {
            Optional<Bz2Piece> piece = piece();
            if (piece.isEmpty()) {
                return -1;
            }
            block = piece.get().bytes();
            next = 0;
            limit = piece.get().length();
        }
        int count = Math.min(buffer.length, limit - next);
        System.arraycopy(block, next, buffer, 0, count);
        next += count;
        bytesBefore = bytes;
        bytes += count;
        return count;
    }

    private Optional<Bz2Piece> piece() throws IOException {
        try {
            Optional<Bz2Piece> piece = blocks.next();
            piece.map(Bz2Piece::place).ifPresent(this::note);
            return piece;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof DamagedBlockException damaged) {
                    throw damaged;
                }
            }
            throw new UnpackingException("the bzip2 stream is damaged or cut short: " + e.getMessage(), e);
        }
    }

    private void note(Bz2Place place) {
        if (points.areKept() && place.bit() >= lastBit + spacingBits) {
            lastBit = place.bit();
            points.add("block " + place.stream() + " " + place.bit() + " " + place.sum() + " " + lines + " " + bytes);
        }
    }

    @Override
    public void passed(long ended) {
        lines = ended;
    }

    @Override
    public long linesBefore() {
        return linesBefore;
    }

    @Override
    public long memberStart() {
        return 0;
    }

    @Override
    public long bytesBefore() {
        return bytesBefore;
    }

    @Override
    public long bytesRead() {
        return Math.min(blocks.offset(), file.length());
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
