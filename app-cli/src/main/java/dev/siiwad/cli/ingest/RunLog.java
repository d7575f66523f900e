package dev.siiwad.cli.ingest;

import dev.siiwad.ProgressLog;
import dev.siiwad.cli.terminal.LogContext;
import dev.siiwad.cli.terminal.PrintedLine;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.ingest.Progress;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.Activity;
import dev.siiwad.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run does to the log, and keeps the progress line up to date, by time, so that it moves where the run does not; off a terminal, the same goes to the log every
 * {@value #LOGGED_EVERY_S} s. Told by the run's thread.
 */
final class RunLog implements Progress, AutoCloseable {
    static final long LOGGED_EVERY_S = 30;

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad.ingest");
    private static final long SHOWN_EVERY_MS = 500;

    private final ProgressLog log;
    private final ProgressLine line;
    private final RunWatch watch;
    private final Supplier<Activity> activity;
    private final Consumer<RunSeen> onlooker;
    private final LongSupplier nanos;
    private final CountDownLatch over = new CountDownLatch(1);
    private long loggedNanos;

    /**
     * @param storage the one that the run keeps its checkpoint in
     * @param maxRecords where the run was asked to end
     * @param activity what is going on with upstream
     * @param onlooker told what there is to see, at every look
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    RunLog(
            SourceId source,
            Storage storage,
            ProgressLine line,
            OptionalLong maxRecords,
            Supplier<Activity> activity,
            Consumer<RunSeen> onlooker,
            LongSupplier nanos) {
        this.log = new ProgressLog(storage);
        this.line = line;
        this.watch = new RunWatch(maxRecords, nanos);
        this.activity = activity;
        this.onlooker = onlooker;
        this.nanos = nanos;
        this.loggedNanos = nanos.getAsLong();
        LogContext.source(source.value());
    }

    /** Looks at the run from now on, until this is closed. */
    RunLog begin() {
        Thread thread = new Thread(this::lookOn, "siiwad-progress");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void lookOn() {
        try {
            while (!over.await(SHOWN_EVERY_MS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows, or logs where it is time, what there is to see now. */
    void look() {
        RunSeen seen = watch.look(activity.get());
        onlooker.accept(seen);
        RunWords words = new RunWords(seen, Instant.now(), ZoneId.systemDefault());
        if (line.visible()) {
            synchronized (line) {
                if (over.getCount() > 0) {
                    line.show(words::line);
                }
            }
        } else if (nanos.getAsLong() - loggedNanos
                >= Duration.ofSeconds(LOGGED_EVERY_S).toNanos()) {
            loggedNanos = nanos.getAsLong();
            LOG.info("{}", words.sentence());
        }
    }

    @Override
    public void on(Event event) {
        if (event instanceof Claimed claimed) {
            LogContext.run(claimed.checkpoint().runId().value());
        }
        watch.on(event);
        if (ProgressLog.isLogged(event)) {
            ProgressLog.log(event, PrintedLine.of(message(event)));
        }
    }

    private String message(Event event) {
        if (event instanceof Starting starting && starting.forced()) {
            return "Ignoring any checkpoint (--force), "
                    + (starting.offset() == 0 ? "starting from beginning" : "starting at offset " + starting.offset());
        }
        return log.message(event);
    }

    /** Takes the progress line away. */
    @Override
    public void close() {
        synchronized (line) {
            over.countDown();
            line.clear();
        }
        onlooker.accept(watch.look(activity.get()));
        LogContext.clear();
    }
}
