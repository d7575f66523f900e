package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.document.Document;
import dev.siiwad.duplicates.TakenKeys;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.segment.StoredDocument;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.TaintedInputException;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The read loop, from a claim on: documents become segments, and a segment is made durable before it is counted. */
final class Attempt implements Closeable {
    private final DocumentReader reader;
    private final Transform transform;
    private final Entries entries;
    private final SegmentStore segments;
    private final Commits commits;
    private final PoisonGuard guard;
    private final RunContext context;
    private final Progress progress;
    private final CheckpointPolicy policy;
    private final FirstDocuments first;
    private final TakenKeys taken;
    private final long limit;
    private final boolean strict;

    private Optional<SegmentWriter> writer = Optional.empty();
    private long offset;
    private long aheadUntil;
    private Instant lastCommit;
    private long textBytes;

    Attempt(
            Commits commits,
            DocumentReader reader,
            Versions versions,
            SegmentStore segments,
            FirstDocuments first,
            TakenKeys taken,
            RunContext context,
            Progress progress,
            RunRequest request) {
        this.commits = commits;
        this.reader = reader;
        this.transform = versions.transform();
        this.entries = versions.entries();
        this.segments = segments;
        this.first = first;
        this.taken = taken;
        this.context = context;
        this.progress = progress;
        this.policy = new CheckpointPolicy(request.checkpointEvery(), request.checkpointBytes());
        this.guard = new PoisonGuard(reader, commits, context, progress, request);
        this.limit = request.maxRecords().orElse(Long.MAX_VALUE);
        this.strict = request.strict();
        this.offset = commits.last().lastIndex();
        this.lastCommit = context.clock().get();
    }

    /**
     * Reads to the end and commits that nothing is left, or commits what there is when asked to stop, and returns false.
     *
     * @throws TaintedInputException if what was read cannot be trusted; what was not committed before is not committed any more
     */
    boolean readAll() throws IOException {
        try {
            return readOn();
        } catch (IOException e) {
            release(e);
            throw e;
        }
    }

    private boolean readOn() throws IOException {
        while (offset < limit) {
            if (context.stopRequested().getAsBoolean()) {
                return stop();
            }
            if (guard.suspects(offset)) {
                commit(false);
            }
            allowAhead();
            Optional<Position> before = strict ? Optional.of(reader.position()) : Optional.empty();
            Reading reading;
            try {
                reading = guard.read(offset);
            } catch (MalformedDocumentException e) {
                if (e.isUnit() && before.isPresent()) {
                    commit(false, before.get());
                    throw new BrokenUnitException(e.documentId(), e.getMessage());
                }
                first.malformed(e);
                quarantine(e);
                continue;
            } catch (TaintedInputException e) {
                throw e;
            } catch (IOException e) {
                if (context.stopRequested().getAsBoolean()) {
                    return stop();
                }
                throw saveBefore(e);
            }
            if (reading instanceof Reading.End) {
                break;
            }
            if (reading instanceof Reading.Save save) {
                progress.on(new Progress.Saving(save.reason()));
                commit(false);
            } else {
                first.fit();
                process(((Reading.Read) reading).document());
            }
        }
        first.end();
        commit(true);
        return true;
    }

    /**
     * Nothing is read ahead of where documents are read by themselves, nor of where the run ends. Where the attempt before has died without a commit, nothing is read
     * ahead of the next one: so what is read before it is not lost again.
     */
    private void allowAhead() {
        if (offset >= aheadUntil && !guard.guards(offset)) {
            boolean stalled = commits.last().stalledAttempts() > 1;
            long most = stalled ? policy.nextDue(offset) : limit;
            aheadUntil = Math.min(Math.min(limit, most), guard.nextGuarded(offset));
            reader.allowAhead(aheadUntil - offset);
        }
    }

    private void quarantine(MalformedDocumentException e) throws IOException {
        entries.add(segment(), offset, e);
        progress.on(
                e.isUnit()
                        ? new Progress.SetAside(offset, e.documentId(), e.getMessage())
                        : new Progress.Quarantined(offset, e.documentId(), e.getMessage()));
        oneMoreRead();
    }

    private void process(Document document) throws IOException {
        progress.on(new Progress.Reading(offset, document.id()));
        Outcome outcome = transformed(document);
        entries.add(segment(), offset, outcome);
        if (outcome instanceof Outcome.Kept kept) {
            taken.add(offset, kept.document());
        }
        if (policy.countsBytes() && outcome instanceof Outcome.Kept kept) {
            textBytes += new StoredDocument.InMemory(kept.document()).textBytes();
        }
        progress.on(new Progress.Processed(offset, outcome instanceof Outcome.Kept, reader.share()));
        oneMoreRead();
    }

    private Outcome transformed(Document document) {
        try {
            return transform.apply(document);
        } catch (OutOfMemoryError | StackOverflowError e) {
            guard.dyingOf(offset, e);
            throw e;
        }
    }

    /** Before and after a guarded document the reader is asked for no boundary: it may parse the next document to tell. */
    private void oneMoreRead() throws IOException {
        offset++;
        boolean last = offset == limit;
        if (guard.guards(offset - 1)) {
            if (guard.isDueAfter(offset, last)) {
                commit(false);
            }
            return;
        }
        Duration sinceLast = Duration.between(lastCommit, context.clock().get());
        boolean atBoundary = !guard.guards(offset) && reader.atBoundary();
        if (!last && (policy.isDue(offset, atBoundary, sinceLast) || policy.isFull(textBytes))) {
            commit(false);
        }
    }

    private SegmentWriter segment() throws IOException {
        if (writer.isEmpty()) {
            Checkpoint last = commits.last();
            writer = Optional.of(segments.create(last.runId(), last.nextStart()));
        }
        return writer.get();
    }

    /** The order of sealing and committing is the promise: first the data is durable, only then is it counted. */
    private void commit(boolean exhausted) throws IOException {
        commit(exhausted, reader.position());
    }

    private void commit(boolean exhausted, Position position) throws IOException {
        Instant now = context.clock().get();
        boolean moved = writer.isPresent();
        Checkpoint next = commits.last().released();
        if (moved) {
            Segment sealed = writer.get().seal();
            taken.end(sealed);
            next = next.plus(sealed, position, now);
        } else if (!position.equals(next.position())) {
            next = next.at(position, now);
        }
        if (exhausted) {
            next = offset < limit ? next.exhausted(now) : next.limited(now);
        }
        if (next.equals(commits.last())) {
            return;
        }
        taken.keep(exhausted);
        commits.commit(next);
        close();
        reader.committed(position);
        lastCommit = now;
        textBytes = 0;
        if (moved) {
            progress.on(new Progress.Committed(next));
        }
    }

    private boolean stop() throws IOException {
        progress.on(new Progress.Stopping());
        commit(false);
        taken.keep(true);
        return false;
    }

    /** Reading cannot go on: what was read before it is saved, so that the next attempt begins right there. */
    private IOException saveBefore(IOException failure) {
        try {
            commit(false);
            taken.keep(true);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    private void release(IOException failure) {
        Optional<Checkpoint> released = guard.released();
        if (released.isPresent()) {
            try {
                close();
                commits.commit(released.get());
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
            writer = Optional.empty();
        }
    }
}
