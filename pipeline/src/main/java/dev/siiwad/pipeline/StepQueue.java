package dev.siiwad.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The steps that were taken ahead, in order, at most {@value #DOCUMENTS_MAX} or those of {@value #BYTES_MAX} bytes. They are taken by a thread of its own that runs as long as there
 * is room and leave, and by nobody else meanwhile; all other methods are the caller's.
 */
final class StepQueue {
    static final int DOCUMENTS_MAX = 256;
    static final long BYTES_MAX = 8 << 20;

    private static final long LOOK_MS = 50;

    /** Whoever waits is woken for so many at once, if they come within {@value #GATHER_MS} ms. */
    private static final int GATHERED = 16;

    private static final long GATHER_MS = 2;

    private final Taking taking;
    private final ExecutorService stages;
    private final BooleanSupplier stopRequested;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Step> steps = new ArrayDeque<>();
    private long bytes;
    private long taken;
    private long given;
    private long limit;
    private int wanted = 1;
    private boolean halted;
    private boolean closed;
    private boolean left;
    private boolean running;
    private Optional<Thread> thread = Optional.empty();

    /** What the thread does that takes steps ahead; never throws. */
    interface Taking {
        /** @param last whether there is leave for none after it */
        Step step(boolean last);

        /** None is taken for now. */
        void rest();

        /** None is taken any more, and {@link #close} did not wait for that. */
        void abandoned();
    }

    StepQueue(Taking taking, ExecutorService stages, BooleanSupplier stopRequested) {
        this.taking = taking;
        this.stages = stages;
        this.stopRequested = stopRequested;
    }

    /** How many documents may be taken from now on before they are asked for. */
    void allow(long documents) {
        lock.lock();
        try {
            limit = given + documents;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing was taken ahead that was not given, and nobody takes anything; waits for a thread that has no leave to go on. */
    boolean isIdle() {
        lock.lock();
        try {
            while (running && steps.isEmpty() && !goesOn()) {
                changed.awaitUninterruptibly();
            }
            return steps.isEmpty() && !running;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next step, which stays there until it is {@linkplain #pass passed}; empty if nobody takes any, so that it is for the caller to take.
     *
     * @param goOn whether to take steps ahead again, where the last one told to wait
     */
    Optional<Step> first(boolean goOn) throws IOException {
        lock.lock();
        try {
            if (steps.isEmpty()) {
                halted &= !goOn;
                if (goOn) {
                    start();
                }
                awaitFirst();
            }
            return Optional.ofNullable(steps.peek());
        } finally {
            lock.unlock();
        }
    }

    private void awaitFirst() throws IOException {
        try {
            wanted = GATHERED;
            if (running) {
                changed.await(GATHER_MS, TimeUnit.MILLISECONDS);
            }
            wanted = 1;
            while (steps.isEmpty() && running) {
                changed.await(LOOK_MS, TimeUnit.MILLISECONDS);
                if (steps.isEmpty() && running && stopRequested.getAsBoolean()) {
                    throw new InterruptedIOException("stopped on request");
                }
            }
        } catch (InterruptedException e) {
            throw Thrown.interrupted();
        }
    }

    /** The first step was given. */
    void pass() {
        lock.lock();
        try {
            Step step = steps.remove();
            bytes -= step.bytes();
            given += step instanceof Step.Document ? 1 : 0;
            if (steps.size() <= DOCUMENTS_MAX / 2) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Documents were given that the caller has taken. */
    void givenByCaller(long documents) {
        lock.lock();
        try {
            taken += documents;
            given += documents;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (!running && goesOn()) {
            running = true;
            try {
                stages.execute(this::takeAhead);
            } catch (RejectedExecutionException | OutOfMemoryError noThread) {
                running = false;
            }
        }
    }

    private boolean goesOn() {
        return !closed && !halted && taken < limit && steps.size() < DOCUMENTS_MAX && bytes < BYTES_MAX;
    }

    private void takeAhead() {
        lock.lock();
        try {
            thread = Optional.of(Thread.currentThread());
            do {
                while (goesOn()) {
                    takeOne();
                }
                rest();
            } while (goesOn());
        } finally {
            ended();
        }
    }

    private void takeOne() {
        boolean last = taken + 1 == limit;
        lock.unlock();
        Step step;
        try {
            step = taking.step(last);
        } finally {
            lock.lock();
        }
        add(step);
    }

    private void rest() {
        lock.unlock();
        try {
            taking.rest();
        } finally {
            lock.lock();
        }
    }

    private void ended() {
        boolean alone = left;
        thread = Optional.empty();
        running = false;
        changed.signalAll();
        lock.unlock();
        Thread.interrupted();
        if (alone) {
            taking.abandoned();
        }
    }

    private void add(Step step) {
        if (closed) {
            return;
        }
        if (step instanceof Step.Document) {
            taken++;
        }
        halted = step.halts();
        steps.add(step);
        bytes += step.bytes();
        if (halted || steps.size() >= wanted) {
            changed.signalAll();
        }
    }

    /**
     * Takes no step any more. Waits for the thread that does; interrupts it after a time, and leaves it alone after another.
     *
     * @return whether it has ended
     */
    boolean close(long waitMs, long interruptedMs) {
        lock.lock();
        try {
            closed = true;
            for (Step step : steps) {
                if (step instanceof Step.Document document) {
                    document.task().cancel(false);
                }
            }
            steps.clear();
            bytes = 0;
            if (!awaitEnd(waitMs)) {
                thread.ifPresent(Thread::interrupt);
                left = !awaitEnd(interruptedMs);
            }
            return !left;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitEnd(long ms) {
        boolean interrupted = false;
        long nanos = TimeUnit.MILLISECONDS.toNanos(ms);
        while (running && nanos > 0) {
            try {
                nanos = changed.awaitNanos(nanos);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !running;
    }
}
