package dev.siiwad.cli;

import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.ingest.Progress;
import dev.siiwad.source.SourceId;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Writes what a run does to the log, and keeps the progress line up to date. Used by the run's thread. */
final class RunLog implements Progress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad.ingest");
    private static final Duration BETWEEN_UPDATES = Duration.ofMillis(200);

    private final ProgressLine line;
    private final OptionalLong maxRecords;
    private final LongSupplier nanos;
    private Pace pace = new Pace(0, OptionalLong.empty());
    private long began;
    private long lastCheckpoint;
    private long lastUpdate;

    /**
     * @param maxRecords where the run was asked to end
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    RunLog(SourceId source, ProgressLine line, OptionalLong maxRecords, LongSupplier nanos) {
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
        } else if (event instanceof InFlight inFlight) {
            update(inFlight.offset());
        }
        write(event);
    }

    /** Writes to the log alone. */
    static void write(Event event) {
        if (LOG.isEnabledForLevel(level(event))) {
            LOG.atLevel(level(event)).log(event.message());
        }
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

    private static org.slf4j.event.Level level(Event event) {
        if (event instanceof Message said) {
            return switch (said.level()) {
                case DEBUG -> org.slf4j.event.Level.DEBUG;
                case INFO -> org.slf4j.event.Level.INFO;
                case WARNING -> org.slf4j.event.Level.WARN;
                case ERROR -> org.slf4j.event.Level.ERROR;
            };
        }
        return event instanceof Committed ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG;
    }
}
