package dev.siiwad.cli.ingest;

import dev.siiwad.ProgressLog;
import dev.siiwad.cli.terminal.LogLayout;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.ingest.Progress;
import dev.siiwad.source.Reading;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.MDC;

/** Writes what a run does to the log, and keeps the progress line up to date. Used by the run's thread. */
final class RunLog implements Progress, AutoCloseable {
    private static final Duration BETWEEN_UPDATES = Duration.ofMillis(200);

    private final ProgressLog log;
    private final ProgressLine line;
    private final OptionalLong maxRecords;
    private final LongSupplier nanos;
    private Pace pace = new Pace(0, OptionalLong.empty());
    private long began;
    private long lastCheckpoint;
    private long lastUpdate;

    /**
     * @param storage the one that the run keeps its checkpoint in
     * @param maxRecords where the run was asked to end
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    RunLog(SourceId source, Storage storage, ProgressLine line, OptionalLong maxRecords, LongSupplier nanos) {
        this.log = new ProgressLog(storage);
        this.line = line;
        this.maxRecords = maxRecords;
        this.nanos = nanos;
        MDC.put(LogLayout.SOURCE, source.value());
    }

    @Override
    public void on(Event event) {
        if (event instanceof Claimed claimed) {
            begin(claimed);
        } else if (event instanceof Committed) {
            lastCheckpoint = nanos.getAsLong();
        } else if (event instanceof Reading reading) {
            update(reading.offset());
        }
        ProgressLog.log(event, message(event));
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
        line.clear();
        MDC.clear();
    }

    private void begin(Claimed claimed) {
        MDC.put(LogLayout.RUN_ID, claimed.checkpoint().runId().value());
        long end = Math.min(maxRecords.orElse(Long.MAX_VALUE), claimed.size().orElse(Long.MAX_VALUE));
        pace = new Pace(
                claimed.checkpoint().lastIndex(), end == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(end));
        began = nanos.getAsLong();
        lastCheckpoint = began;
        lastUpdate = began;
    }

    private void update(long offset) {
        if (!line.visible()) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - lastUpdate >= BETWEEN_UPDATES.toNanos()) {
            lastUpdate = now;
            line.show(pace.line(offset, Duration.ofNanos(now - began), Duration.ofNanos(now - lastCheckpoint)));
        }
    }
}
