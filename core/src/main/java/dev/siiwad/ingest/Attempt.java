package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.InHand;
import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads documents into segments and commits them, from a claim on: the data is made durable first, and only then counted. */
final class Attempt implements Closeable {
    /** More than an attempt makes on its way to a step, whichever way it comes, so that none that dies of a count of operations dies three times there. */
    private static final int COMMITS_BEFORE_THE_LAST_HOLD = 16;

    private final DocumentReader reader;
    private final Transform transform;
    private final SegmentStore segments;
    private final CheckpointStore checkpoints;
    private final Surroundings surroundings;
    private final Progress progress;
    private final CheckpointPolicy policy;
    private final Steps steps;
    private final long limit;

    private Checkpoint checkpoint;
    private Optional<SegmentWriter> writer = Optional.empty();
    private long offset;
    private Instant lastCommit;

    Attempt(
            Checkpoint claim,
            DocumentReader reader,
            Transform transform,
            SegmentStore segments,
            CheckpointStore checkpoints,
            Surroundings surroundings,
            Progress progress,
            RunRequest request) {
        this.checkpoint = claim;
        this.reader = reader;
        this.transform = transform;
        this.segments = segments;
        this.checkpoints = checkpoints;
        this.surroundings = surroundings;
        this.progress = progress;
        this.policy = new CheckpointPolicy(request.checkpointEvery());
        this.steps = Steps.of(claim, request.checkpointEvery());
        this.limit = request.maxRecords().orElse(Long.MAX_VALUE);
        this.offset = claim.lastIndex();
        this.lastCommit = surroundings.clock().get();
    }

    /** The last checkpoint that is durable. */
    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Reads to the end and commits that nothing is left, or commits what there is when asked to stop, and returns false. */
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
            if (surroundings.stopRequested().getAsBoolean()) {
                return stop();
            }
            if (suspect().isPresent()) {
                commit(false);
            }
            Reading reading;
            try {
                reading = steps.contains(offset) ? step() : reader.read();
            } catch (MalformedDocumentException e) {
                segment().add(new Entry.Quarantined(offset, e.documentId(), e.getMessage(), e.excerpt()));
                progress.on(new Progress.Said(
                        Progress.Level.WARNING,
                        "Quarantined: offset=" + offset + " id=" + e.documentId() + ": " + e.getMessage()));
                oneMoreRead();
                continue;
            } catch (IOException e) {
                if (surroundings.stopRequested().getAsBoolean()) {
                    return stop();
                }
                throw saveBefore(e);
            }
            if (reading instanceof Reading.End) {
                break;
            }
            if (reading instanceof Reading.Save save) {
                progress.on(new Progress.Said(Progress.Level.DEBUG, "Saving " + save.reason()));
                commit(false);
            } else {
                process(((Reading.Read) reading).document());
                oneMoreRead();
            }
        }
        commit(true);
        return true;
    }

    /**
     * Reads one document so that a death in it shows: what it waits for is waited for first, and then it is in hand, for all to see, before it is
     * parsed. One that too many attempts died with is passed over unparsed.
     */
    private Reading step() throws IOException, MalformedDocumentException {
        Optional<Reading> instead = reader.fetch();
        if (instead.isPresent()) {
            return instead.get();
        }
        Optional<InHand> suspect = suspect();
        if (suspect.isPresent() && suspect.get().isPoison()) {
            return passOver();
        }
        hold(suspect.map(document -> document.attempts().size()).orElse(0));
        return reader.read();
    }

    /** What is known to have been in hand when an attempt died, where it is the document that is read next: all before it is to be safe. */
    private Optional<InHand> suspect() {
        return checkpoint.inHand().filter(document -> document.offset() == offset);
    }

    private Reading passOver() throws IOException, MalformedDocumentException {
        String position = reader.position().token();
        if (reader.skip(1) == 0) {
            return new Reading.End();
        }
        throw new MalformedDocumentException(
                "offset-" + offset,
                InHand.DEATHS_MAX + " attempts died with it in hand; it follows position \"" + position + "\"",
                "");
    }

    /**
     * Commits what is in hand. Where one more death would be too many, commits that change nothing come first: so whatever kills all attempts at the
     * same operation meets this one elsewhere, and is not laid at the document's door.
     */
    private void hold(int deaths) throws IOException {
        for (int n = 0; deaths == InHand.DEATHS_MAX - 1 && n < COMMITS_BEFORE_THE_LAST_HOLD; n++) {
            checkpoints.commit(checkpoint);
        }
        Checkpoint holding = checkpoint.holding(offset, surroundings.clock().get());
        checkpoints.commit(holding);
        checkpoint = holding;
    }

    /** What fails with a message has not died: the document in hand is not to blame. */
    private void release(IOException failure) {
        Checkpoint released = checkpoint.released();
        if (released.equals(checkpoint)) {
            return;
        }
        try {
            close();
            checkpoints.commit(released);
            checkpoint = released;
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void process(Document document) throws IOException {
        progress.on(new Progress.InHand(offset, document.id()));
        Outcome outcome = transform.apply(document);
        if (outcome instanceof Outcome.Kept kept) {
            segment().add(new Entry.Kept(offset, kept.document()));
        } else {
            segment().drop(((Outcome.Dropped) outcome).reason());
        }
    }

    /** Before a step, as behind one, the reader is asked for no boundary: it may parse the next document to tell. */
    private void oneMoreRead() throws IOException {
        offset++;
        boolean last = offset == limit;
        if (steps.contains(offset - 1)) {
            stepped(last);
            return;
        }
        Duration sinceLast = Duration.between(lastCommit, surroundings.clock().get());
        boolean atBoundary = !steps.contains(offset) && reader.atBoundary();
        if (!last && policy.isDue(offset, atBoundary, sinceLast)) {
            commit(false);
        }
    }

    /** What others died with is committed as soon as it is behind. */
    private void stepped(boolean last) throws IOException {
        boolean survived = checkpoint
                .inHand()
                .filter(document -> document.attempts().get(0) != checkpoint.attempt())
                .isPresent();
        if (survived || !last && offset == steps.until()) {
            commit(false);
        }
    }

    private SegmentWriter segment() throws IOException {
        if (writer.isEmpty()) {
            writer = Optional.of(segments.create(checkpoint.runId(), checkpoint.nextSegment(), offset));
        }
        return writer.get();
    }

    private void commit(boolean exhausted) throws IOException {
        Instant now = surroundings.clock().get();
        Position position = reader.position();
        boolean moved = writer.isPresent();
        Checkpoint next = checkpoint.released();
        if (moved) {
            next = next.plus(writer.get().seal(), position, now);
        } else if (!position.equals(next.position())) {
            next = next.at(position, now);
        }
        if (exhausted) {
            next = next.exhausted(now);
        }
        if (next.equals(checkpoint)) {
            return;
        }
        checkpoints.commit(next);
        close();
        checkpoint = next;
        lastCommit = now;
        if (moved) {
            progress.on(new Progress.Committed(checkpoint));
        }
    }

    private boolean stop() throws IOException {
        progress.on(new Progress.Said(Progress.Level.INFO, "Interrupted by user, saving checkpoint"));
        commit(false);
        return false;
    }

    /** Reading cannot go on: what was read before it is saved, so that the next attempt begins right there. */
    private IOException saveBefore(IOException failure) {
        try {
            commit(false);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
            writer = Optional.empty();
        }
    }
}
