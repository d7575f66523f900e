package dev.siiwad.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pieces of work that another thread does in order, while the caller brings more; at most {@value #BYTES_MAX} bytes of them wait, and one. After one has failed none is done, and
 * every call fails with the same. The caller waits until there is room, whoever interrupts it: it waits for a disk, as it would if it did the work itself.
 */
final class InOrder {
    static final long BYTES_MAX = 4 << 20;

    private final ExecutorService stages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long bytes;
    private boolean running;
    private Optional<Throwable> failure = Optional.empty();

    /** Something to do. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private record Piece(Work work, long bytes) {}

    InOrder(ExecutorService stages) {
        this.stages = stages;
    }

    /** @throws IOException what an earlier piece has failed with */
    void add(Work work, long size) throws IOException {
        lock.lock();
        try {
            while (bytes >= BYTES_MAX && failure.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            requireNoFailure();
            pieces.add(new Piece(work, size));
            bytes += size;
            if (running) {
                return;
            }
            running = true;
            try {
                stages.execute(this::work);
                return;
            } catch (RejectedExecutionException | OutOfMemoryError noThread) {
                running = false;
            }
        } finally {
            lock.unlock();
        }
        work();
    }

    /**
     * Returns when all is done.
     *
     * @throws IOException what a piece has failed with
     */
    void finish() throws IOException {
        lock.lock();
        try {
            awaitEnd();
            requireNoFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when nothing is done any more; what has not begun never is. */
    void cancel() {
        lock.lock();
        try {
            pieces.clear();
            awaitEnd();
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd() {
        while (running) {
            changed.awaitUninterruptibly();
        }
    }

    private void requireNoFailure() throws IOException {
        if (failure.isPresent()) {
            throw Thrown.again(failure.get());
        }
    }

    private void work() {
        lock.lock();
        try {
            while (!pieces.isEmpty() && failure.isEmpty()) {
                Piece piece = pieces.remove();
                lock.unlock();
                Optional<Throwable> thrown;
                try {
                    thrown = done(piece.work());
                } finally {
                    lock.lock();
                }
                bytes -= piece.bytes();
                failure = thrown;
                changed.signalAll();
            }
        } finally {
            running = false;
            changed.signalAll();
            lock.unlock();
        }
    }

    private static Optional<Throwable> done(Work work) {
        try {
            work.run();
            return Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(e);
        }
    }
}
