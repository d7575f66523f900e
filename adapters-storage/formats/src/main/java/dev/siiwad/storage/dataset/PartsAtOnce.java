package dev.siiwad.storage.dataset;

import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.PartPlaces;
import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.silver.SilverLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a dataset of which the places of parts are known, each part written by whoever of the workers takes it, or by another process. What they were made of is counted in
 * order, as soon as all parts before are there. Rejected documents name documents that may be in other parts: all of them are one piece of work.
 */
final class PartsAtOnce implements Closeable {
    private final CountedSegments counted;
    private final PartPlaces places;
    private final PartWriter writer;
    private final PartQueue queue;
    private final QuarantineFile quarantine;
    private final Optional<DatasetParts> rejects;
    private final Map<Integer, PartRecord> early = new TreeMap<>();
    private final List<Receipt.PublishedFile> files = new ArrayList<>();
    private boolean rejectsTaken;
    private int counting;
    private volatile boolean failed;
    private Optional<Throwable> failure = Optional.empty();

    @FunctionalInterface
    private interface Piece {
        void write() throws IOException;
    }

    /** @param rejects where they are kept */
    PartsAtOnce(
            CountedSegments counted,
            PartPlaces places,
            PartWriter writer,
            DatasetOutputs outputs,
            Optional<DatasetParts> rejects) {
        this.counted = counted;
        this.places = places;
        this.writer = writer;
        this.queue = new PartQueue((int) places.count(), 0, writer, outputs, true);
        this.rejects = rejects;
        this.quarantine = new QuarantineFile(
                outputs, new DatasetNames(counted.checkpoint().runId()).quarantine());
    }

    /** Writes all of them; they are durable on return, under names that are not. */
    List<Receipt.PublishedFile> write() throws IOException {
        counted.workers().run(this::work);
        if (failure.isPresent()) {
            throw thrown(failure.get());
        }
        counted.end();
        if (rejects.isPresent()) {
            files.addAll(rejects.get().end());
        }
        quarantine.end().ifPresent(files::add);
        return List.copyOf(files);
    }

    private static IOException thrown(Throwable failure) throws IOException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof UncheckedIOException unchecked) {
            throw unchecked.getCause();
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (IOException) failure;
    }

    private void work() {
        try {
            PartQueue.Patience patience = new PartQueue.Patience();
            for (Optional<Piece> piece = take(patience); piece.isPresent(); piece = take(patience)) {
                piece.get().write();
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private Optional<Piece> take(PartQueue.Patience patience) throws IOException {
        if (takesRejects()) {
            return Optional.of(this::writeRejects);
        }
        while (!failed) {
            PartQueue.Next next = queue.next(patience);
            if (next instanceof PartQueue.Free free) {
                return Optional.of(() -> count(free.part(), writer.write(free.part(), this::requireNoFailure)));
            }
            if (next instanceof PartQueue.Found found) {
                count(found.part(), found.record());
            } else if (next instanceof PartQueue.Begun) {
                counted.pause(PartQueue.PAUSE);
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private synchronized boolean takesRejects() {
        boolean takes = rejects.isPresent() && !rejectsTaken && !failed;
        rejectsTaken |= takes;
        return takes;
    }

    /** Only the first failure is told: the others give up because of it. */
    private synchronized void fail(Throwable thrown) {
        failed = true;
        if (failure.isEmpty()) {
            failure = Optional.of(thrown);
        }
    }

    private void requireNoFailure() {
        if (failed) {
            throw new UncheckedIOException(new InterruptedIOException("another part could not be written"));
        }
    }

    /** Counts a part, and those after it that were written before. */
    private synchronized void count(int part, PartRecord written) throws IOException {
        early.put(part, written);
        for (PartRecord next = early.remove(counting); next != null; next = early.remove(counting)) {
            counted.add(next.content());
            next.file().ifPresent(files::add);
            next.quarantined().writeTo(quarantine, places, next.content());
            counting++;
        }
    }

    private void writeRejects() throws IOException {
        counted.forEachRejected(entry -> {
            requireNoFailure();
            try {
                rejects.orElseThrow().add(SilverLine.rejected(entry, writer.words()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        quarantine.close();
    }
}
