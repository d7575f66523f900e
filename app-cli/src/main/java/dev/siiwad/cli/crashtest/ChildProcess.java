package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.terminal.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt in a JVM of its own, killed with SIGKILL when its time has come, or left to end. One thread awaits it; any may kill it. */
public final class ChildProcess {
    private static final int LINES_KEPT = 12;
    private static final int KILLED = 128 + 9;

    /** Java itself may say something before. */
    private static final Pattern OURS = Pattern.compile("(DEBUG|INFO|WARNING|ERROR): |crashtest ");

    private static final String BEGAN = "No checkpoint found, starting";
    private static final Pattern SAVED = Pattern.compile(".*Checkpoint saved: offset=(\\d+), processed=\\d+");
    private static final Pattern RESUMED = Pattern.compile(".*Resuming from checkpoint: offset=(\\d+), processed=\\d+");

    private final Process process;
    private final long startedNs = System.nanoTime();
    private final Kill kill;
    private final ScheduledExecutorService clock;

    private volatile boolean killed;
    private volatile boolean overdue;
    private final Deque<String> lines = new ArrayDeque<>();
    private int checkpoints;
    private boolean began;
    private OptionalLong saved = OptionalLong.empty();
    private OptionalLong resumedFrom = OptionalLong.empty();
    private Optional<String> halted = Optional.empty();
    private Changes changes = Changes.NONE;
    private long firstWordNs = startedNs;
    private long lastSavedNs = startedNs;

    /**
     * What became of it.
     *
     * @param exitCode as the process ended
     * @param killed whether it was killed here, and had not ended before
     * @param halted the change to the disk at which it was killed, in words, if it was one
     * @param began whether it found no checkpoint, and began the run
     * @param resumedFrom the offset it carried on from
     * @param saved the last offset it said was saved
     * @param checkpoints how many it said were saved
     * @param startup from its start to its first word
     * @param reading from there to the last checkpoint it said was saved
     * @param lived from its start to its end
     * @param lines the last that it said on stderr
     */
    public record Ended(
            int exitCode,
            boolean killed,
            Optional<String> halted,
            boolean began,
            OptionalLong resumedFrom,
            OptionalLong saved,
            int checkpoints,
            Changes changes,
            Duration startup,
            Duration reading,
            Duration lived,
            List<String> lines) {}

    private ChildProcess(Process process, Kill kill) {
        this.process = process;
        this.kill = kill;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "siiwad-kill");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts it; whoever starts it awaits it. */
    public static ChildProcess start(ChildCommand command, Kill kill) throws IOException {
        String asked = kill instanceof Kill.AtChange at ? at.point().text() : CrashtestChild.COUNT;
        return new ChildProcess(
                command.with(CrashtestChild.VARIABLE, asked)
                        .builder()
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                kill);
    }

    /**
     * Reads what it says until it has ended.
     *
     * @throws IOException if it goes on for longer than it may; it is killed then
     */
    public Ended await(Duration longest) throws IOException, InterruptedException {
        if (kill instanceof Kill.AfterTime after) {
            killAt(startedNs + after.life().toNanos());
        }
        clock.schedule(
                () -> {
                    overdue = true;
                    kill();
                },
                longest.toNanos(),
                TimeUnit.NANOSECONDS);
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                hear(line);
            }
            int exitCode = process.waitFor();
            if (overdue) {
                throw new IOException("process " + process.pid() + " had not ended after " + Span.text(longest)
                        + ", and was killed. The last it said: " + String.join("\n", lines));
            }
            return ended(exitCode);
        } finally {
            clock.shutdownNow();
            kill();
        }
    }

    /** Kills it with SIGKILL. Its stderr stays open, so that nothing it has said gets lost. */
    public void kill() {
        if (process.isAlive()) {
            killed = true;
        }
        process.toHandle().destroyForcibly();
    }

    private void killAt(long timeNs) {
        clock.schedule(this::kill, timeNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void hear(String line) {
        long now = System.nanoTime();
        if (firstWordNs == startedNs && OURS.matcher(line).lookingAt()) {
            firstWordNs = now;
            lastSavedNs = now;
            if (kill instanceof Kill.AfterFirstWord after) {
                killAt(now + after.later().toNanos());
            }
        }
        if (line.startsWith(CrashtestChild.HALTS)) {
            halted = Optional.of(line.substring(CrashtestChild.HALTS.length()));
            kill();
            return;
        }
        if (line.startsWith(CrashtestChild.COUNTED)) {
            changes = Changes.parse(line.substring(CrashtestChild.COUNTED.length()))
                    .orElse(changes);
            return;
        }
        keep(line);
        began |= line.contains(BEGAN);
        Matcher resuming = RESUMED.matcher(line);
        Matcher saving = SAVED.matcher(line);
        if (resuming.matches()) {
            resumedFrom = OptionalLong.of(Long.parseLong(resuming.group(1)));
        } else if (saving.matches()) {
            saved = OptionalLong.of(Long.parseLong(saving.group(1)));
            lastSavedNs = now;
            checkpoints++;
            if (kill instanceof Kill.AfterCheckpoints after && after.number() == checkpoints) {
                kill();
            }
        }
    }

    private void keep(String line) {
        if (lines.size() == LINES_KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    private Ended ended(int exitCode) {
        return new Ended(
                exitCode,
                killed && exitCode == KILLED,
                halted,
                began,
                resumedFrom,
                saved,
                checkpoints,
                changes,
                Duration.ofNanos(firstWordNs - startedNs),
                Duration.ofNanos(lastSavedNs - firstWordNs),
                Duration.ofNanos(System.nanoTime() - startedNs),
                List.copyOf(lines));
    }
}
