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

/** The same work in several threads at once. */
final class AtOnce {
    private AtOnce() {}

    /** Returns once all have ended, whoever interrupts that: they write to what the caller closes. Where there is no thread to be had, the caller does it. */
    static void run(Workers.Work work, int threads, ExecutorService workers) throws IOException {
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int n = 0; n < threads; n++) {
                running.add(workers.submit(() -> {
                    work.run();
                    return Optional.empty();
                }));
            }
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            if (running.isEmpty()) {
                work.run();
                return;
            }
        }
        Optional<Throwable> failure = Optional.empty();
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
