package dev.siiwad.storage.s3;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code .checkpoint.json} beside the log for people and tools, at most a few seconds behind it. Nothing depends on it, so that a failure is
 * only logged. Safe for use by several threads.
 */
final class ReadableCopy {
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final Bucket bucket;
    private final Map<SourceId, Instant> written = new HashMap<>();
    private final Map<SourceId, byte[]> pending = new HashMap<>();

    ReadableCopy(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Writes it, unless that was done only just now; then {@link #flush} will. */
    synchronized void offer(SourceId source, byte[] bytes) {
        if (bucket.waiting().passed(EVERY, written.getOrDefault(source, Instant.MIN))) {
            write(source, bytes);
        } else {
            pending.put(source, bytes);
        }
    }

    /** Writes what was held back. */
    synchronized void flush(SourceId source) {
        byte[] bytes = pending.get(source);
        if (bytes != null) {
            write(source, bytes);
        }
    }

    /** Writes it now. */
    synchronized void write(SourceId source, byte[] bytes) {
        pending.remove(source);
        written.put(source, bucket.waiting().now());
        try {
            bucket.put(path(source), Body.of(bytes));
        } catch (IOException e) {
            LOG.debug("The copy of the checkpoint for people was not written", e);
        }
    }

    /** There is no checkpoint any more. */
    synchronized void remove(SourceId source) {
        pending.remove(source);
        written.remove(source);
        try {
            bucket.delete(List.of(path(source)));
        } catch (IOException e) {
            LOG.debug("The copy of the checkpoint for people was not removed", e);
        }
    }

    /** Whether an object is the copy of a source. */
    static boolean isOf(SourceId source, Bucket.Listed object) {
        return object.path().equals(path(source));
    }

    private static String path(SourceId source) {
        return Layout.staging(source) + "/.checkpoint.json";
    }
}
