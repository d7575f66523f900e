package dev.siiwad.storage.dataset;

import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.PartContent;
import dev.siiwad.publish.PartPlaces;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.words.WordCount;
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
 * The files of a dataset of which the places of parts are known, each part written by whoever of the workers takes it. What they were made of is counted in order, as soon as
 * all parts before are there. Rejected documents name documents that may be in other parts: all of them are one piece of work.
 */
final class PartsAtOnce implements Closeable {
    private final CountedSegments counted;
    private final PartPlaces places;
    private final DatasetOutputs outputs;
    private final DatasetNames names;
    private final PartFormat format;
    private final SharedColumns shared;
    private final WordCount words;
    private final QuarantineFile quarantine;
    private final Optional<DatasetParts> rejects;
    private final Map<Long, Written> early = new TreeMap<>();
    private final List<Receipt.PublishedFile> files = new ArrayList<>();
    private boolean rejectsTaken;
    private long taken;
    private long counting;
    private volatile boolean failed;
    private Optional<Throwable> failure = Optional.empty();

    /** A part that was written; empty ones have no file. */
    private record Written(PartContent content, Optional<Receipt.PublishedFile> file, QuarantineLines quarantined) {}

    @FunctionalInterface
    private interface Piece {
        void write() throws IOException;
    }

    /** @param rejects where they are kept */
    PartsAtOnce(
            CountedSegments counted,
            PartPlaces places,
            DatasetOutputs outputs,
            PartFormat format,
            SharedColumns shared,
            WordCount words,
            Optional<DatasetParts> rejects) {
        this.counted = counted;
        this.places = places;
        this.outputs = outputs;
        this.names = new DatasetNames(counted.checkpoint().runId());
        this.format = format;
        this.shared = shared;
        this.words = words;
        this.rejects = rejects;
        this.quarantine = new QuarantineFile(outputs, names.quarantine());
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
        for (Optional<Piece> piece = take(); piece.isPresent(); piece = take()) {
            try {
                piece.get().write();
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        }
    }

    private synchronized Optional<Piece> take() {
        if (failed) {
            return Optional.empty();
        }
        if (rejects.isPresent() && !rejectsTaken) {
            rejectsTaken = true;
            return Optional.of(this::writeRejects);
        }
        if (taken == places.count()) {
            return Optional.empty();
        }
        long part = taken++;
        return Optional.of(() -> count(part, write(part)));
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

    private Written write(long part) throws IOException {
        QuarantineLines quarantined = new QuarantineLines();
        try (Lazily file = new Lazily(part)) {
            PartContent content = places.read(part, entry -> {
                requireNoFailure();
                if (entry instanceof Entry.Kept kept) {
                    file.add(SilverLine.of(kept, words));
                } else if (entry instanceof Entry.Quarantined one) {
                    quarantined.add(one);
                }
            });
            return new Written(content, file.end(), quarantined);
        }
    }

    /** Counts a part, and those after it that were written before. */
    private synchronized void count(long part, Written written) throws IOException {
        early.put(part, written);
        for (Written next = early.remove(counting); next != null; next = early.remove(counting)) {
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
                rejects.orElseThrow().add(SilverLine.rejected(entry, words));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        quarantine.close();
    }

    /** The file of a part, once there is anything in it. */
    private final class Lazily implements Closeable {
        private final long part;
        private Optional<PartFile> file = Optional.empty();

        Lazily(long part) {
            this.part = part;
        }

        void add(SilverLine line) {
            try {
                if (file.isEmpty()) {
                    file = Optional.of(new PartFile(outputs, names.part((int) part, format), format, shared));
                }
                file.get().add(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Optional<Receipt.PublishedFile> end() throws IOException {
            return file.isPresent() ? Optional.of(file.get().end()) : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }
}
