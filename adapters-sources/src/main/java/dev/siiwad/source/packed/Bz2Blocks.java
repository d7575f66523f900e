package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The blocks of a bzip2 file of any number of streams in order, from the start of any block on. Blocks are decoded ahead by several threads wherever one
 * seems to begin, and given in order; each must begin exactly where the one before it ended, so a place that only looks like a block
 * changes nothing. The checksums of blocks and streams are verified, and that no block is missing: a place inside a stream holds the checksum of what comes before.
 *
 * <p>How many are decoded ahead grows with every block that is asked for, so that whoever wants one block has hardly more read than that.
 * Used by one thread; closes the file.
 */
public final class Bz2Blocks implements Closeable {
    private static final int THREADS_MAX = 8;
    private static final int BLOCKS_AHEAD_OF_THREADS = 2;
    private static final long LOOK_AHEAD_BYTES_MAX = 16L << 20;
    private static final long STOP_SECONDS_MAX = 30;
    private static final int STREAM_HEAD_BYTES = 4;
    private static final int SPARE_BYTES_MAX = 2 << 20;
    private static final byte[] NO_BYTES = {};
    private static final long STREAM_END_MAGIC = 0x177245385090L;

    private final SeekableBytes file;
    private final Bz2Scout scout;
    private final int blocksAheadMax;
    private final Optional<ExecutorService> threads;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Queue<Bz2Decoder> idle = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();
    private Optional<byte[]> lent = Optional.empty();
    private int blocksAhead;
    private long bit;
    private long stream;
    private boolean inStream;
    private boolean first;
    private OptionalInt streamChecksum;

    /**
     * @param file read by several threads if there are several
     * @param threads how many decode; with 1 it is the caller's, and nothing is decoded ahead
     */
    public Bz2Blocks(SeekableBytes file, Bz2Place from, int threads) {
        this.file = file;
        this.scout = new Bz2Scout(file, from.bit());
        this.bit = from.bit();
        this.stream = from.stream();
        this.inStream = !from.startsStream();
        this.streamChecksum = from.checksum();
        this.blocksAheadMax = threads + BLOCKS_AHEAD_OF_THREADS;
        this.threads =
                threads > 1 ? Optional.of(Executors.newFixedThreadPool(threads, Bz2Blocks::thread)) : Optional.empty();
    }

    /** As many threads as are of use where nobody says how many: one for each core. */
    public static int threads() {
        return threads(Runtime.getRuntime().availableProcessors());
    }

    /** As many as are of use of so many. */
    public static int threads(int most) {
        return Math.min(THREADS_MAX, most);
    }

    /** Whether a stream seems to begin at this byte of a file. */
    public static boolean streamBeginsAt(SeekableBytes file, long offset) throws IOException {
        byte[] head = new byte[STREAM_HEAD_BYTES];
        return file.read(head, 0, head.length, offset) == head.length
                && head[0] == 'B'
                && head[1] == 'Z'
                && head[2] == 'h'
                && head[3] >= '1'
                && head[3] <= '9';
    }

    /** Whether a block seems to begin at this bit of a file. */
    public static boolean blockBeginsAt(SeekableBytes file, long bit) throws IOException {
        return bit <= file.length() * Byte.SIZE - Bz2Decoder.MAGIC_BITS
                && bits(file, bit, Bz2Decoder.MAGIC_BITS) == Bz2Decoder.MAGIC;
    }

    /** The first place after so many bytes of a file, and before so many, where a block seems to begin. */
    public static OptionalLong blockBetween(SeekableBytes file, long fromByte, long toByte) throws IOException {
        OptionalLong found = new Bz2Scout(file, fromByte * Byte.SIZE).next(toByte);
        return found.isPresent() && found.getAsLong() < toByte * Byte.SIZE ? found : OptionalLong.empty();
    }

    private record Ahead(long bit, Future<Bz2Block> block) {}

    /**
     * The next block, or none at the end of the file.
     *
     * @throws IOException if the file is damaged or cut short, with its name and the place
     */
    public Optional<Bz2Piece> next() throws IOException {
        lent.filter(bytes -> bytes.length <= SPARE_BYTES_MAX).ifPresent(spare::add);
        lent = Optional.empty();
        try {
            while (inStream || startStream()) {
                long magic = bits(file, bit, Bz2Decoder.MAGIC_BITS);
                if (magic == Bz2Decoder.MAGIC) {
                    return Optional.of(block());
                }
                if (magic != STREAM_END_MAGIC) {
                    throw new IOException(
                            "expected a bz2 block or the end of the stream, and found " + Long.toHexString(magic));
                }
                endStream();
            }
            return Optional.empty();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file.name() + ": byte " + bit / Byte.SIZE + inStream() + ": " + e.getMessage(), e);
        }
    }

    private boolean startStream() throws IOException {
        long start = bit / Byte.SIZE;
        if (start == file.length()) {
            return false;
        }
        if (!streamBeginsAt(file, start)) {
            throw new IOException("no bz2 stream begins here; the file was cut short, or something was added to it");
        }
        stream = start;
        inStream = true;
        first = true;
        streamChecksum = OptionalInt.of(0);
        bit += STREAM_HEAD_BYTES * Byte.SIZE;
        return true;
    }

    private void endStream() throws IOException {
        int expected = (int) bits(file, bit + Bz2Decoder.MAGIC_BITS, Bz2Decoder.CHECKSUM_BITS);
        if (streamChecksum.orElse(expected) != expected) {
            throw new IOException("the bz2 stream has checksum " + Integer.toHexString(streamChecksum.getAsInt())
                    + "; expected " + Integer.toHexString(expected));
        }
        long endBit = bit + Bz2Decoder.MAGIC_BITS + Bz2Decoder.CHECKSUM_BITS;
        bit = (endBit + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
        inStream = false;
    }

    private Bz2Piece block() throws IOException {
        Bz2Place place = new Bz2Place(stream, bit, streamChecksum);
        Bz2Block block = decoded();
        Bz2Piece piece = new Bz2Piece(block.bytes(), block.length(), place, first);
        if (streamChecksum.isPresent()) {
            streamChecksum = OptionalInt.of(Integer.rotateLeft(streamChecksum.getAsInt(), 1) ^ block.checksum());
        }
        bit = block.endBit();
        first = false;
        lent = Optional.of(block.bytes());
        return piece;
    }

    private Bz2Block decoded() throws IOException {
        if (threads.isEmpty()) {
            return decode(bit);
        }
        decodeAhead(threads.get());
        return await(ahead.remove().block());
    }

    /** How many bytes of the file lie before what comes next. */
    public long offset() {
        return bit / Byte.SIZE;
    }

    /** Up to 57 bits from any bit of the file on as a number, the most significant of each byte first, as bzip2 writes them. */
    private static long bits(SeekableBytes file, long at, int count) throws IOException {
        byte[] around = new byte[Long.BYTES];
        int into = (int) (at % Byte.SIZE);
        if (file.read(around, 0, around.length, at / Byte.SIZE) * Byte.SIZE < into + count) {
            throw new EOFException("the file ends at byte " + file.length() + ", inside a bz2 stream");
        }
        return ByteBuffer.wrap(around).getLong() << into >>> Long.SIZE - count;
    }

    /** Leaves the block that begins at this bit first in the queue, and more after it. */
    private void decodeAhead(ExecutorService pool) throws IOException {
        while (!ahead.isEmpty() && ahead.element().bit() < bit) {
            ahead.remove().block().cancel(false);
        }
        long lookAheadEnd = bit / Byte.SIZE + LOOK_AHEAD_BYTES_MAX;
        blocksAhead = Math.min(blocksAheadMax, blocksAhead + 1);
        while (ahead.size() < blocksAhead) {
            OptionalLong found = scout.next(lookAheadEnd);
            if (found.isEmpty()) {
                break;
            }
            if (found.getAsLong() >= bit) {
                ahead.add(begin(pool, found.getAsLong()));
            }
        }
        if (ahead.isEmpty() || ahead.element().bit() != bit) {
            ahead.addFirst(begin(pool, bit));
        }
    }

    private Ahead begin(ExecutorService pool, long startBit) {
        return new Ahead(startBit, pool.submit(() -> decode(startBit)));
    }

    /** There are as many decoders as threads. */
    private Bz2Block decode(long startBit) throws IOException {
        Bz2Decoder decoder = Optional.ofNullable(idle.poll()).orElseGet(() -> new Bz2Decoder(file));
        try {
            return decoder.decode(startBit, Optional.ofNullable(spare.poll()).orElse(NO_BYTES));
        } finally {
            idle.add(decoder);
        }
    }

    private static Bz2Block await(Future<Bz2Block> block) throws IOException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error death) {
                throw death;
            }
            throw new IllegalStateException("decoding a bz2 block failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a bz2 block");
        }
    }

    private String inStream() {
        return !inStream ? "" : " (in the bz2 stream at byte " + stream + ")";
    }

    @Override
    public void close() throws IOException {
        try {
            if (threads.isPresent()) {
                stop(threads.get());
            }
        } finally {
            file.close();
        }
    }

    private void stop(ExecutorService pool) throws IOException {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException(file.name() + ": decoding did not stop within " + STOP_SECONDS_MAX + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while stopping the decoding of " + file.name());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "siiwad-bz2");
        thread.setDaemon(true);
        return thread;
    }
}
