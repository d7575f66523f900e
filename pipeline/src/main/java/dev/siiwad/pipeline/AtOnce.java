package dev.siiwad.pipeline;

import dev.siiwad.publish.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** The same work in several threads at once. Returns once all have ended, whoever interrupts that: they write to what the caller closes. */
record AtOnce(int threads, ExecutorService workers) implements Workers {
    /** {@inheritDoc} Where there is no thread to be had, the caller does it. */
    @Override
    public void run(Work work) throws IOException {
        List<Future<?>> running = started(work, threads);
        if (running.isEmpty()) {
            work.run();
            return;
        }
        throwFirst(Optional.empty(), running);
    }

    @Override
    public void runHelped(Work own, Work help) throws IOException {
        List<Future<?>> helping = started(help, threads - 1);
        Optional<Throwable> failure = Optional.empty();
        try {
            own.run();
        } catch (IOException | RuntimeException | Error e) {
            failure = Optional.of(e);
        }
        throwFirst(failure, helping);
    }

    /** As many as there are threads to be had for. */
    private List<Future<?>> started(Work work, int count) {
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int n = 0; n < count; n++) {
                running.add(workers.submit(() -> {
                    work.run();
                    return Optional.empty();
                }));
            }
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            return running;
        }
        return running;
    }

    private static void throwFirst(Optional<Throwable> first, List<Future<?>> running) throws IOException {
        Optional<Throwable> failure = first;
        for (Future<?> one : running) {
            Optional<Throwable> thrown = ended(one);
            failure = failure.isPresent() ? failure : thrown;
        }
        if (failure.isPresent()) {
            throw Thrown.again(failure.get());
        }
    }

    private static Optional<Throwable> ended(Future<?> one) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    one.get();
                    return Optional.empty();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return Optional.of(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
