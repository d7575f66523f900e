package dev.siiwad.cli.all;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The processes that run now. Safe for use by several threads. */
final class Children {
    private final List<Process> running = new ArrayList<>();
    private boolean stopped;

    /** @throws CancellationException if no more are to be started */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (stopped) {
            throw new CancellationException("no more processes are started");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    synchronized void ended(Process process) {
        running.remove(process);
        process.destroyForcibly();
    }

    /** Asks all to save and end, and starts no more. */
    synchronized void stop() {
        stopped = true;
        running.forEach(Process::destroy);
    }

    /** Waits for those that were asked to end, so long at most, and kills the others. */
    void end(Duration most) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + most.toNanos();
        for (Process process : running()) {
            process.waitFor(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        running().forEach(Process::destroyForcibly);
    }

    private synchronized List<Process> running() {
        return List.copyOf(running);
    }

    synchronized boolean stopped() {
        return stopped;
    }
}
