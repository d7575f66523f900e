package dev.siiwad.source.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * At most one download in a thread of its own, while its caller does something else. That it failed does not show: whoever needs the file tries for
 * itself, and then says what is wrong. Used by one thread; whoever makes it closes it.
 */
public final class DownloadAhead implements Closeable {
    private static final long STOP_MS_MAX = 10_000;

    private final Download download;
    private Optional<UnderWay> underWay = Optional.empty();

    public DownloadAhead(Download download) {
        this.download = download;
    }

    /** What brings a file. */
    @FunctionalInterface
    public interface Fetching {
        void fetch() throws IOException;
    }

    private record UnderWay(Request request, FutureTask<Void> work, Thread thread) {}

    /** Begins, unless one is under way or has not been waited for. */
    public void begin(Request request, Fetching fetching) {
        if (underWay.isEmpty()) {
            FutureTask<Void> work = new FutureTask<>(() -> {
                fetching.fetch();
                return null;
            });
            Thread thread = new Thread(work, "download-ahead");
            thread.setDaemon(true);
            underWay = Optional.of(new UnderWay(request, work, thread));
            thread.start();
        }
    }

    /**
     * Waits for the download of this address if it is the one that is under way, and stops any other. When it returns, none is under way.
     *
     * @throws IOException if it is interrupted, or one does not stop within 10 s
     */
    public void await(Request request) throws IOException {
        if (underWay.isEmpty() || !underWay.get().request().equals(request)) {
            close();
            return;
        }
        try {
            underWay.get().work().get();
            underWay = Optional.empty();
        } catch (ExecutionException failed) {
            underWay = Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
    }

    /**
     * Stops what is under way; what has arrived stays for the next try. Safe to call twice.
     *
     * @throws IOException if it is interrupted, or it does not stop within 10 s
     */
    @Override
    public void close() throws IOException {
        if (underWay.isEmpty()) {
            return;
        }
        UnderWay stopped = underWay.get();
        underWay = Optional.empty();
        stopped.work().cancel(true);
        download.stop(stopped.request());
        try {
            stopped.thread().join(STOP_MS_MAX);
        } catch (InterruptedException e) {
            throw interrupted(stopped.request());
        }
        if (stopped.thread().isAlive()) {
            throw new IOException(
                    stopped.request() + ": did not stop within " + ForPeople.duration(Duration.ofMillis(STOP_MS_MAX)));
        }
    }

    private static InterruptedIOException interrupted(Request request) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(request + ": stopped on request");
    }
}
