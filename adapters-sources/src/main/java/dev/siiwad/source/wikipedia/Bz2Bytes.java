package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of a bzip2 dump of any number of streams, from the start of any stream on. Blocks are decoded ahead by several threads wherever one
 * seems to begin, and given in order; each must begin exactly where the one before it ended, so a place that only looks like a block
 * changes nothing. The checksums of blocks and streams are verified, and that no block is missing.
 */
final class Bz2Bytes implements DumpBytes {
    private static final int THREADS_MIN = 2;
    private static final int THREADS_MAX = 8;
    private static final int BLOCKS_AHEAD_OF_THREADS = 2;
    private static final long LOOK_AHEAD_BYTES_MAX = 16L << 20;
    private static final long STOP_SECONDS_MAX = 30;
    private static final int STREAM_HEAD_BITS = 32;
    private static final long STREAM_END_MAGIC = 0x177245385090L;

    private final DumpFile file;
    private final Bz2Scout scout;
    private final int blocksAheadMax;
    private final ExecutorService threads;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Queue<Bz2Decoder> idle = new ConcurrentLinkedQueue<>();
    private long bit;
    private long stream = -1;
    private int streamChecksum;

    Bz2Bytes(DumpFile file, long stream) {
        this.file = file;
        this.scout = new Bz2Scout(file, stream * Byte.SIZE);
        this.bit = stream * Byte.SIZE;
        int count =
                Math.max(THREADS_MIN, Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors()));
        this.blocksAheadMax = count + BLOCKS_AHEAD_OF_THREADS;
        this.threads = Executors.newFixedThreadPool(count, Bz2Bytes::thread);
    }

    /** Whether a stream seems to begin at this byte of a file. */
    static boolean streamBeginsAt(DumpFile file, long offset) throws IOException {
        byte[] head = new byte[4];
        return file.read(head, offset) == head.length
                && head[0] == 'B'
                && head[1] == 'Z'
                && head[2] == 'h'
                && head[3] >= '1'
                && head[3] <= '9';
    }

    private record Ahead(long bit, Future<Bz2Block> block) {}

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            while (stream >= 0 || startStream()) {
                long magic = file.bits(bit, Bz2Decoder.MAGIC_BITS);
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
        if (start == file.bytes()) {
            return false;
        }
        if (!streamBeginsAt(file, start)) {
            throw new IOException("no bz2 stream begins here; the file was cut short, or something was added to it");
        }
        stream = start;
        streamChecksum = 0;
        bit += STREAM_HEAD_BITS;
        return true;
    }

    private void endStream() throws IOException {
        int expected = (int) file.bits(bit + Bz2Decoder.MAGIC_BITS, Bz2Decoder.CHECKSUM_BITS);
        if (streamChecksum != expected) {
            throw new IOException("the bz2 stream has checksum " + Integer.toHexString(streamChecksum) + "; expected "
                    + Integer.toHexString(expected));
        }
        long endBit = bit + Bz2Decoder.MAGIC_BITS + Bz2Decoder.CHECKSUM_BITS;
        bit = (endBit + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
        stream = -1;
    }

    private Piece block() throws IOException {
        decodeAhead();
        Bz2Block block = await(ahead.remove().block());
        streamChecksum = Integer.rotateLeft(streamChecksum, 1) ^ block.checksum();
        Piece piece = new Piece(block.bytes(), 0, block.length(), stream, bit / Byte.SIZE, false);
        bit = block.endBit();
        return piece;
    }

    /** Leaves the block that begins at this bit first in the queue, and more after it. */
    private void decodeAhead() throws IOException {
        while (!ahead.isEmpty() && ahead.element().bit() < bit) {
            ahead.remove().block().cancel(false);
        }
        long lookAheadEnd = bit / Byte.SIZE + LOOK_AHEAD_BYTES_MAX;
        while (ahead.size() < blocksAheadMax) {
            OptionalLong found = scout.next(lookAheadEnd);
            if (found.isEmpty()) {
                break;
            }
            if (found.getAsLong() >= bit) {
                ahead.add(begin(found.getAsLong()));
            }
        }
        if (ahead.isEmpty() || ahead.element().bit() != bit) {
            ahead.addFirst(begin(bit));
        }
    }

    private Ahead begin(long startBit) {
        return new Ahead(startBit, threads.submit(() -> decode(startBit)));
    }

    /** There are as many decoders as threads. */
    private Bz2Block decode(long startBit) throws IOException {
        Bz2Decoder decoder = Optional.ofNullable(idle.poll()).orElseGet(() -> new Bz2Decoder(file));
        try {
            return decoder.decode(startBit);
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
        return stream < 0 ? "" : " (in the bz2 stream at byte " + stream + ")";
    }

    @Override
    public long offset() {
        return bit / Byte.SIZE;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException(file.name() + ": decoding did not stop within " + STOP_SECONDS_MAX + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while stopping the decoding of " + file.name());
        } finally {
            file.close();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "siiwad-bz2");
        thread.setDaemon(true);
        return thread;
    }
}
