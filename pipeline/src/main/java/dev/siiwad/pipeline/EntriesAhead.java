package dev.siiwad.pipeline;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The entries of one segment, decoded by another thread while the caller takes them; at most {@value #BYTES_MAX} bytes of them wait, and one. Used once. */
final class EntriesAhead {
    static final long BYTES_MAX = 4 << 20;

    private static final int PIECE_ENTRIES = 64;
    private static final long PIECE_BYTES = 128 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean cancelled;
    private Optional<Segment> segment = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();

    // of the thread that decodes
    private List<Entry> piece = new ArrayList<>();
    private long pieceBytes;

    private record Piece(List<Entry> entries, long bytes) {}

    /** Reads a segment. */
    @FunctionalInterface
    interface Decoding {
        Segment read(Consumer<? super Entry> entries) throws IOException;
    }

    /** Nobody wants the rest. */
    private static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Gives all entries to the caller's thread, in order, and returns or fails as the decoding does. */
    static Segment read(Decoding decoding, Consumer<? super Entry> entries, ExecutorService stages) throws IOException {
        EntriesAhead ahead = new EntriesAhead();
        try {
            stages.execute(() -> ahead.decode(decoding));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            return decoding.read(entries);
        }
        return ahead.give(entries);
    }

    private Segment give(Consumer<? super Entry> entries) throws IOException {
        try {
            for (Optional<Piece> next = next(); next.isPresent(); next = next()) {
                next.get().entries().forEach(entries);
            }
        } catch (IllegalArgumentException e) {
            requireUndamaged(e);
            throw e;
        } finally {
            cancel();
        }
        if (failure.isPresent()) {
            throw Thrown.again(failure.get());
        }
        return segment.orElseThrow();
    }

    /** What an entry holds may be understood only where it is taken, and is proved by the end of its segment: damage is what is said first. */
    private void requireUndamaged(IllegalArgumentException found) throws IOException {
        while (next().isPresent()) {}
        if (failure.isPresent()) {
            failure.get().addSuppressed(found);
            throw Thrown.again(failure.get());
        }
    }

    private Optional<Piece> next() {
        lock.lock();
        try {
            while (pieces.isEmpty() && !ended) {
                changed.awaitUninterruptibly();
            }
            Optional<Piece> next = Optional.ofNullable(pieces.poll());
            next.ifPresent(taken -> bytes -= taken.bytes());
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once nothing is decoded any more. */
    private void cancel() {
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
            while (!ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void decode(Decoding decoding) {
        Optional<Segment> read = Optional.empty();
        Optional<Throwable> thrown = Optional.empty();
        try {
            read = Optional.of(decoding.read(this::add));
            pass();
        } catch (IOException | RuntimeException | Error e) {
            thrown = Optional.of(e);
        }
        lock.lock();
        try {
            segment = read;
            failure = thrown;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry entry) {
        piece.add(entry);
        pieceBytes += Sizes.of(entry);
        if (piece.size() == PIECE_ENTRIES || pieceBytes >= PIECE_BYTES) {
            pass();
        }
    }

    private void pass() {
        lock.lock();
        try {
            while (bytes >= BYTES_MAX && !cancelled) {
                changed.awaitUninterruptibly();
            }
            if (cancelled) {
                throw new CancelledException();
            }
            pieces.add(new Piece(piece, pieceBytes));
            bytes += pieceBytes;
            piece = new ArrayList<>();
            pieceBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
