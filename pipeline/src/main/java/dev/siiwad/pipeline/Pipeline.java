package dev.siiwad.pipeline;

import dev.siiwad.publish.Workers;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The threads of one run. What it gives for a source, a transform and a storage does the same as those do, at the same time: one thread reads ahead, several make documents and
 * transform them, one encodes segments, and one decodes them where they are read again; one or more help whoever publishes. Everything comes out in order, and the loop that uses it knows nothing of it; its calls
 * are those of one thread. With one thread it gives what it is given.
 *
 * <p>What waits between threads is bounded by number and by bytes. Used for one run; whoever makes it closes it, after what it gave.
 */
public final class Pipeline implements Closeable {
    private static final long END_S_MAX = 10;
    private static final long IDLE_S_MAX = 5;

    private final int threads;
    private final BooleanSupplier stopRequested;
    private final ExecutorService workers;
    private final ExecutorService stages;
    private final Making making;

    /**
     * @param threads how many make and transform documents; 1 for no thread at all
     * @param stopRequested whether the run is to stop: then nobody waits for what comes next
     */
    public Pipeline(int threads, BooleanSupplier stopRequested) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected 1 or more");
        }
        this.threads = threads;
        this.stopRequested = stopRequested;
        this.workers = pool("siiwad-worker-", threads);
        this.stages = pool("siiwad-stage-", Integer.MAX_VALUE);
        this.making = new Making(workers);
    }

    /** The same documents, read ahead as far as the reader is allowed to. */
    public Source source(Source source) {
        return threads == 1 ? source : new SourceAhead(source, this);
    }

    /** The same outcomes; those of documents that were read ahead are there already. */
    public Transform transform(Transform transform) {
        return threads == 1 ? transform : new TransformAhead(transform, making);
    }

    /** The same storage, whose segments are encoded and decoded by another thread. */
    public Storage storage(Storage storage) {
        return threads == 1 ? storage : new StorageAhead(storage, stages);
    }

    /** Who writes parts, so many at once. */
    public Workers workers() {
        return threads == 1 ? Workers.CALLER : new AtOnce(threads, workers);
    }

    /** Whether the thread that asks is one of several that do the same work, and needs no other beside it. */
    static boolean isOneOfMany() {
        return Thread.currentThread() instanceof Worker;
    }

    private static final class Worker extends Thread {
        Worker(Runnable work, String name) {
            super(work, name);
        }
    }

    Making making() {
        return making;
    }

    ExecutorService stages() {
        return stages;
    }

    BooleanSupplier stopRequested() {
        return stopRequested;
    }

    /** Ends all threads; one that does not end within {@value #END_S_MAX} s keeps no process alive. Safe to call twice. */
    @Override
    public void close() {
        List<ExecutorService> pools = List.of(workers, stages);
        pools.forEach(ExecutorService::shutdownNow);
        try {
            for (ExecutorService pool : pools) {
                pool.awaitTermination(END_S_MAX, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService pool(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory daemons = work -> {
            Thread thread = most == Integer.MAX_VALUE
                    ? new Thread(work, name + number.incrementAndGet())
                    : new Worker(work, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        if (most == Integer.MAX_VALUE) {
            return new ThreadPoolExecutor(0, most, IDLE_S_MAX, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons);
        }
        ThreadPoolExecutor fixed =
                new ThreadPoolExecutor(most, most, IDLE_S_MAX, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
        fixed.allowCoreThreadTimeOut(true);
        return fixed;
    }
}
