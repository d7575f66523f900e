package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.child.ChildCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts attempts of the ingestion under test, and sees that they end in one of the ways they may. Safe for use by several threads. */
final class Attempts {
    /** As long as anybody waits for a run. */
    private static final Duration REFERENCE_MAX = Duration.ofDays(14);

    private static final Duration AT_LEAST = Duration.ofMinutes(10);
    private static final int TIMES_THE_REFERENCE = 10;
    private static final int BUSY = 5;
    private static final int BUSY_TRIES_MAX = 3;

    private final ChildCommand ingestion;
    private final List<String> sharing;
    private final Set<ChildProcess> running = ConcurrentHashMap.newKeySet();
    private final Scratch scratch;
    private volatile boolean stopped;
    private volatile Duration longest = REFERENCE_MAX;

    Attempts(Order order, Scratch scratch) {
        this.ingestion = order.ingestion();
        this.sharing = order.workers()
                .map(workers -> List.of("--slices=" + workers.slices()))
                .orElse(List.of());
        this.scratch = scratch;
    }

    /** From now on an attempt that takes far longer than the reference run hangs. */
    void measureBy(Reference reference) {
        Duration several = reference.lived().multipliedBy(TIMES_THE_REFERENCE);
        longest = several.compareTo(AT_LEAST) > 0 ? several : AT_LEAST;
    }

    /**
     * One attempt, which ended well or was killed.
     *
     * @throws ChildFailedException if it ended in another way
     * @throws InterruptedException if the test was stopped
     */
    ChildProcess.Ended run(String run, Kill kill) throws IOException, InterruptedException, ChildFailedException {
        ChildProcess.Ended ended = once(run, kill);
        for (int tries = 1; ended.exitCode() == BUSY && tries < BUSY_TRIES_MAX; tries++) {
            ended = once(run, kill);
        }
        if (ended.exitCode() != 0 && !ended.killed()) {
            throw new ChildFailedException(!run.equals(Crashtest.REFERENCE), ended.exitCode(), ended.lines());
        }
        return ended;
    }

    private ChildProcess.Ended once(String run, Kill kill) throws IOException, InterruptedException {
        requireGoingOn();
        ChildProcess child = ChildProcess.start(command(run), kill);
        running.add(child);
        if (stopped) {
            child.kill();
        }
        try {
            ChildProcess.Ended ended = child.await(longest);
            requireGoingOn();
            return ended;
        } finally {
            running.remove(child);
        }
    }

    private ChildCommand command(String run) {
        List<String> arguments = new ArrayList<>(ingestion.arguments());
        arguments.add("--storage=" + scratch.storage(run));
        if (!run.equals(Crashtest.REFERENCE)) {
            arguments.addAll(sharing);
        }
        ChildCommand command = ingestion.with(arguments);
        for (Map.Entry<String, String> variable : scratch.environment(run).entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return command;
    }

    private void requireGoingOn() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("the crash test was stopped");
        }
    }

    /** Kills the attempts that are running, and lets no other begin. */
    void stop() {
        stopped = true;
        running.forEach(ChildProcess::kill);
    }
}
