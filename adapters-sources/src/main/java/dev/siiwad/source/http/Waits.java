package dev.siiwad.source.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The waits of a client, which all end at once when the user wants to stop. Safe for use by several threads. */
final class Waits {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    /** A user who sees nothing for longer than this would think that the run hangs. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    private final Timing timing;
    private final Traffic traffic;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    Waits(Timing timing, Traffic traffic) {
        this.timing = timing;
        this.traffic = traffic;
    }

    /** Waits, because something failed, or a server asked for it; the log says so. */
    void pause(Duration wait, String reason) throws IOException {
        pause(wait, reason, false);
    }

    /** Waits, to keep the pace that is kept anyway; the log says so. */
    void rest(Duration wait, String reason) throws IOException {
        pause(wait, reason, true);
    }

    private void pause(Duration wait, String reason, boolean usual) throws IOException {
        requireNotCancelled();
        if (wait.isZero()) {
            return;
        }
        Level level = wait.compareTo(SILENCE_MAX) > 0 ? Level.INFO : Level.DEBUG;
        if (LOG.isEnabledForLevel(level)) {
            LOG.atLevel(level).log("{}. Waiting {}", reason, ForPeople.duration(wait));
        }
        Runnable over = traffic.waiting(wait, reason, usual);
        try {
            timing.await(wait, cancelled);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            over.run();
        }
        requireNotCancelled();
    }

    void cancel() {
        cancelled.countDown();
    }

    /** @throws InterruptedIOException if the user wants to stop */
    void requireNotStopped() throws InterruptedIOException {
        requireNotCancelled();
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    void requireNotCancelled() throws InterruptedIOException {
        if (cancelled.getCount() == 0) {
            throw new InterruptedIOException("stopped on request");
        }
    }

    /** The failure that an interrupt of this thread is; the thread stays interrupted. */
    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("stopped on request");
    }
}
