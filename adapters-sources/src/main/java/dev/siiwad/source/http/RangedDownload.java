package dev.siiwad.source.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a large file over several connections. That of the caller is as patient as any; the others each bring a stretch of what is left, as long as nobody else waits
 * for a connection to the host, and end at their first failure. They begin again when the caller's has brought some more. A server that refuses one, or gives no parts of
 * files, is asked over the caller's connection alone from then on. Used by one thread, which closes it.
 */
final class RangedDownload implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    /** So often those that have ended begin again. */
    private static final long BEGIN_AGAIN_BYTES = 16L << 20;

    private static final int STOP_LOOKS_MAX = 200;
    private static final long STOP_LOOK_MS = 50;

    private final Http http;
    private final Request request;
    private final PartFile part;
    private final Traffic.Transfer transfer;
    private final int othersMax;
    private final List<Thread> others = new ArrayList<>();
    private Optional<PartRanges> ranges = Optional.empty();
    private volatile boolean alone;
    private volatile boolean stopped;
    private volatile Optional<ChangedFileException> changed = Optional.empty();

    /** @param request for the whole file */
    RangedDownload(Http http, Request request, PartFile part, Traffic.Transfer transfer) {
        this.http = http;
        this.request = request;
        this.part = part;
        this.transfer = transfer;
        this.othersMax = http.connectionsPerFileMax() - 1;
    }

    /** What has arrived so far, if several connections bring it. */
    Optional<PartRanges> ranges() {
        return ranges;
    }

    /**
     * Takes what an answer holds, which goes to the end of the file, except for what others bring meanwhile.
     *
     * @param from its first byte
     * @throws ChangedFileException if another connection is given another file
     */
    void take(Answer answer, PartRanges all, String etag, long from) throws IOException {
        ranges = Optional.of(all);
        PartRanges.Stretch stretch = all.takeFrom(from);
        try {
            beginOthers(all, etag);
            copy(answer, all, etag, stretch, all.total(), true);
        } finally {
            all.giveBack(stretch);
        }
    }

    /**
     * Brings all that has not arrived, and returns when the part has no holes any more.
     *
     * @throws ChangedFileException if the server gives another file
     */
    void bringHoles(PartRanges all, String etag, Trouble trouble) throws IOException {
        ranges = Optional.of(all);
        Optional<PartRanges.Stretch> stretch = all.takeWaiting();
        while (stretch.isPresent()) {
            try {
                bring(all, etag, stretch.get(), trouble);
            } finally {
                all.giveBack(stretch.get());
            }
            stretch = all.takeWaiting();
        }
        close();
        ranges = Optional.empty();
        part.endRanges();
    }

    private void bring(PartRanges all, String etag, PartRanges.Stretch stretch, Trouble trouble) throws IOException {
        long from = all.next(stretch);
        long end = all.end(stretch);
        try (Answer answer = http.open(asked(from, end, etag))) {
            trouble.at(answer.host());
            if (answer.status() == OK) {
                throw new ChangedFileException(
                        request + ": asked for bytes from " + from + " of " + etag + ", got the whole file, of "
                                + answer.headers().first("ETag").orElse("no ETag"));
            }
            requireSame(answer, all, from, end, etag);
            beginOthers(all, etag);
            copy(answer, all, etag, stretch, end, true);
            answer.host().gave(request);
        } catch (HttpStatusException e) {
            throw e.status() == RANGE_NOT_SATISFIABLE ? new ChangedFileException(e.getMessage()) : e;
        }
    }

    private Request asked(long from, long end, String etag) {
        return request.header("Range", "bytes=" + from + "-" + (end - 1)).header("If-Range", etag);
    }

    private void requireSame(Answer answer, PartRanges all, long from, long end, String etag) throws IOException {
        Optional<ContentRange> range = ContentRange.of(answer.headers());
        OptionalLong total = range.map(ContentRange::total).orElse(OptionalLong.empty());
        boolean same = answer.status() == PARTIAL
                && range.isPresent()
                && range.get().first() == from
                && range.get().last() == end - 1
                && total.orElse(all.total()) == all.total()
                && answer.headers().strongEtag().orElse(etag).equals(etag);
        if (!same) {
            throw new ChangedFileException(request + ": asked for bytes " + from + "-" + (end - 1) + "/" + all.total()
                    + " of " + etag + ", got status " + answer.status() + " with "
                    + answer.headers().first("Content-Range").orElse("no Content-Range") + " of "
                    + answer.headers().first("ETag").orElse("no ETag"));
        }
    }

    /**
     * Reads no byte that it does not write: the room may grow again, and the next byte then follows the last one.
     *
     * @param patient whether this is the caller's own connection
     */
    private void copy(
            Answer answer, PartRanges all, String etag, PartRanges.Stretch stretch, long answerEnd, boolean patient)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        try (FileChannel out = part.openAnywhere()) {
            for (long room = all.room(stretch, answerEnd); room > 0; room = all.room(stretch, answerEnd)) {
                if (!patient && (stopped || answer.host().isWaitedFor())) {
                    return;
                }
                int count = answer.read(buffer, (int) Math.min(buffer.length, room));
                if (count < 0) {
                    throw new BrokenConnectionException(
                            request + ": ends after byte " + all.next(stretch) + " of " + all.total());
                }
                write(out, buffer, count, all, stretch);
                if (patient && (copied + count) / BEGIN_AGAIN_BYTES > copied / BEGIN_AGAIN_BYTES) {
                    beginOthers(all, etag);
                }
                copied += count;
                changed();
            }
        }
    }

    private void write(FileChannel out, byte[] buffer, int count, PartRanges all, PartRanges.Stretch stretch)
            throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            long at = all.next(stretch);
            while (bytes.hasRemaining()) {
                out.write(bytes, at + bytes.position());
            }
            all.advance(stretch, count);
            transfer.more(count);
        } catch (IOException e) {
            throw part.refused(all.total() - all.bytes(), e);
        }
    }

    private void changed() throws ChangedFileException {
        if (changed.isPresent()) {
            throw changed.get();
        }
    }

    private void beginOthers(PartRanges all, String etag) {
        others.removeIf(thread -> !thread.isAlive());
        while (!alone && others.size() < othersMax) {
            Thread thread = new Thread(() -> help(all, etag), "download-beside");
            thread.setDaemon(true);
            others.add(thread);
            thread.start();
        }
    }

    /** Brings one stretch after the other, in a thread of its own. */
    private void help(PartRanges all, String etag) {
        try {
            Optional<PartRanges.Stretch> stretch = stopped || alone ? Optional.empty() : all.take();
            while (stretch.isPresent()) {
                boolean goOn;
                try {
                    goOn = bringBeside(all, etag, stretch.get());
                } finally {
                    all.giveBack(stretch.get());
                }
                stretch = goOn && !stopped && !alone ? all.take() : Optional.empty();
            }
        } catch (ChangedFileException e) {
            changed = Optional.of(e);
        } catch (HttpStatusException refused) {
            alone = true;
            LOG.debug("{}: one connection from now on: {}", request, refused.getMessage());
        } catch (IOException e) {
            LOG.debug("{}: one connection less: {}", request, e.getMessage());
        }
    }

    /** Whether all of the stretch was brought. */
    private boolean bringBeside(PartRanges all, String etag, PartRanges.Stretch stretch) throws IOException {
        long from = all.next(stretch);
        long end = all.end(stretch);
        try (Answer answer = http.openIfFree(asked(from, end, etag))) {
            boolean ofSameTag = answer.headers().strongEtag().orElse(etag).equals(etag);
            if (answer.status() == OK && ofSameTag) {
                alone = true;
                return false;
            }
            requireSame(answer, all, from, end, etag);
            copy(answer, all, etag, stretch, end, false);
            return all.room(stretch, end) <= 0;
        }
    }

    /** Ends what the others do; what has arrived is noted. Safe to call twice. */
    @Override
    public void close() throws IOException {
        stopped = true;
        boolean interrupted = Thread.interrupted();
        try {
            for (int look = 0; look < STOP_LOOKS_MAX && others.stream().anyMatch(Thread::isAlive); look++) {
                http.cancel(request.url());
                for (Thread thread : others) {
                    thread.join(STOP_LOOK_MS);
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (others.stream().anyMatch(Thread::isAlive)) {
            throw new IOException(request + ": its connections did not stop within "
                    + ForPeople.duration(Duration.ofMillis(STOP_LOOKS_MAX * STOP_LOOK_MS)));
        }
        others.clear();
        stopped = false;
        changed = Optional.empty();
        ranges = Optional.empty();
    }
}
