package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/** The bytes in a bzip2 file one after the other, and where to begin anew to reach one of those last given. Used by one thread; closes the file. */
public final class Bz2Stream extends InputStream {
    private static final byte[] NOTHING = {};

    private final Bz2Blocks blocks;
    private final long keptBytes;
    private final Deque<Start> starts = new ArrayDeque<>();
    private byte[] bytes = NOTHING;
    private int next;
    private int limit;
    private long given;

    /** A block, and how many bytes had been given when its first one came; negative where reading began inside it. */
    private record Start(Bz2Place block, long given) {}

    /**
     * @param into how many bytes of the first block, and of those that follow, are passed
     * @param threads as for {@link Bz2Blocks}
     * @param keptBytes how far back places are known
     * @throws IOException also if there are not so many bytes
     */
    public Bz2Stream(SeekableBytes file, Bz2Place from, long into, int threads, long keptBytes) throws IOException {
        this.blocks = new Bz2Blocks(file, from, threads);
        this.keptBytes = keptBytes;
        this.given = -into;
        try {
            while (given < 0) {
                if (next == limit && !refill()) {
                    throw new IOException(file.name() + ": the block at bit " + from.bit() + " and those after it have "
                            + (into + given) + " bytes; asked for those after " + into);
                }
                int passed = (int) Math.min(limit - next, -given);
                next += passed;
                given += passed;
            }
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    /** A block, and how many bytes of it, and of those that follow, come before. */
    public record Spot(Bz2Place block, long into) {}

    /** Where to begin anew to have the byte first that comes after so many that were given; empty if that is too far back. */
    public Optional<Spot> spot(long after) {
        Optional<Start> start = Optional.empty();
        for (Start block : starts) {
            if (block.given() <= after) {
                start = Optional.of(block);
            }
        }
        return start.map(block -> new Spot(block.block(), after - block.given()));
    }

    @Override
    public int read() throws IOException {
        return next < limit || refill() ? one() : -1;
    }

    private int one() {
        given++;
        return bytes[next++] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (next == limit && !refill()) {
            return -1;
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(bytes, next, into, start, count);
        next += count;
        given += count;
        return count;
    }

    private boolean refill() throws IOException {
        Optional<Bz2Piece> piece = blocks.next();
        if (piece.isEmpty()) {
            return false;
        }
        starts.addLast(new Start(piece.get().place(), given));
        forgetEarly();
        bytes = piece.get().bytes();
        next = 0;
        limit = piece.get().length();
        return limit > 0 || refill();
    }

    /** Keeps one block that began before what is to be known. */
    private void forgetEarly() {
        Start first = starts.removeFirst();
        while (!starts.isEmpty() && starts.element().given() <= given - keptBytes) {
            first = starts.removeFirst();
        }
        starts.addFirst(first);
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
