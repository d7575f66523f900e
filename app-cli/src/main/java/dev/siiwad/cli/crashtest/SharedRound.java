package dev.siiwad.cli.crashtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One run that several processes share, each of which is killed at moments that chance chooses and started again with the same command, until all have completed. Used once. */
final class SharedRound {
    private static final double MOST_OF_IT = 0.9;

    private final String run;
    private final int firstKill;
    private final int workers;
    private final Reference reference;
    private final Attempts attempts;
    private final Scratch scratch;
    private final Report report;
    private final Deque<Choice> left = new ArrayDeque<>();
    private int kills;

    /** @param firstKill the number of its first kill among those of all rounds */
    SharedRound(
            String run,
            int firstKill,
            int workers,
            Reference reference,
            Attempts attempts,
            Scratch scratch,
            Report report) {
        this.run = run;
        this.firstKill = firstKill;
        this.workers = workers;
        this.reference = reference;
        this.attempts = attempts;
        this.scratch = scratch;
        this.report = report;
    }

    /** @param choices one for each kill, should the processes live that long */
    Round.Result run(List<Choice> choices) throws IOException, InterruptedException, ChildFailedException {
        left.addAll(choices);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            CompletionService<Void> working = new ExecutorCompletionService<>(threads);
            for (int worker = 1; worker <= workers; worker++) {
                working.submit(work(worker));
            }
            for (int ended = 0; ended < workers; ended++) {
                working.take().get();
            }
        } catch (ExecutionException e) {
            attempts.stop();
            throw failed(e);
        } finally {
            threads.shutdownNow();
        }
        Comparison comparison = Comparison.of(reference.published(), Published.in(scratch.silver(run)));
        return new Round.Result(kills, Optional.empty(), comparison);
    }

    private static IOException failed(ExecutionException e)
            throws IOException, InterruptedException, ChildFailedException {
        if (e.getCause() instanceof ChildFailedException failed) {
            throw failed;
        }
        if (e.getCause() instanceof InterruptedException stopped) {
            throw stopped;
        }
        return e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
    }

    private Callable<Void> work(int worker) {
        return () -> {
            while (true) {
                Kill kill = next();
                ChildProcess.Ended ended = attempts.run(run, kill);
                if (!ended.killed()) {
                    return null;
                }
                tell(worker, kill);
            }
        };
    }

    private synchronized Kill next() {
        Choice choice = left.poll();
        if (choice == null) {
            return Kill.never();
        }
        if (choice.early()) {
            return new Kill.AfterTime(part(reference.startup(), choice.share()));
        }
        double stretch = Math.min(MOST_OF_IT, 2.0 * workers / (left.size() + 1));
        Duration among = reference.reading().plus(reference.ending());
        return new Kill.AfterFirstWord(part(among, stretch * choice.share()));
    }

    private synchronized void tell(int worker, Kill kill) {
        String when = kill instanceof Kill.AfterFirstWord after
                ? Report.seconds(after.later()) + " after its first word"
                : Report.seconds(((Kill.AfterTime) kill).life()) + " after its start";
        report.line(String.format(Locale.ROOT, "%4d  worker %d, %s", firstKill + kills, worker, when));
        kills++;
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos(Math.round(whole.toNanos() * share));
    }
}
