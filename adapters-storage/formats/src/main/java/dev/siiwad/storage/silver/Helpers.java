package dev.siiwad.storage.silver;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Whoever has nothing else to do while a part is written. */
@FunctionalInterface
public interface Helpers {
    /** Nobody. */
    Helpers NONE = task -> false;

    /**
     * Asks for a task to be run. Whoever needs its result runs it as well, which does nothing where it was run before, and so never waits for somebody who does not come.
     *
     * @return false if nobody will
     */
    boolean offer(FutureTask<?> task);

    /**
     * Runs a task, unless somebody has or does, and gives what it came to, whoever interrupts that: it waits for work, as if it did that itself.
     *
     * @throws IOException what the task has failed with
     */
    static <T> T result(FutureTask<T> task) throws IOException {
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return (IOException) cause;
    }
}
