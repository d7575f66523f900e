package dev.siiwad.pipeline;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.RawReading;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Reads in a thread of its own, as far ahead as it is {@linkplain #allowAhead allowed} to, and gives everything in order. It waits after whatever else than a document comes: after
 * {@link Reading.Save} until it is asked to go on, since only then it is saved; after the end; and after a failure. Without leave everything is done by the caller's thread, when it is asked for.
 *
 * <p>At any time one thread alone uses the reader: the one that reads ahead, or the caller's while that does not.
 */
final class ReaderAhead implements DocumentReader {
    /** A step that only reads is over by then; one that waits for a network is interrupted. */
    private static final long CLOSE_MS = 1_000;

    private static final long INTERRUPTED_MS_MAX = 10_000;

    /** To wake a thread costs as much as to transform a short text; so it is woken for several. */
    private static final int BATCH_DOCUMENTS = 16;

    private static final long BATCH_BYTES = 128 << 10;

    private final DocumentReader reader;
    private final Making making;
    private final StepQueue ahead;
    private final long closeMs;
    private final AtomicReference<Optional<Position>> committed = new AtomicReference<>(Optional.empty());

    // of the thread that reads ahead
    private List<FutureTask<Made>> batch = new ArrayList<>();
    private long batchBytes;

    // of the caller's thread
    private Position position;
    private Optional<Step.Boundary> boundary = Optional.empty();
    private OptionalDouble share = OptionalDouble.empty();
    private boolean closed;

    ReaderAhead(DocumentReader reader, Making making, ExecutorService stages, BooleanSupplier stopRequested) {
        this(reader, making, stages, stopRequested, CLOSE_MS);
    }

    /** @param closeMs how long closing waits before it interrupts */
    ReaderAhead(
            DocumentReader reader, Making making, ExecutorService stages, BooleanSupplier stopRequested, long closeMs) {
        this.reader = reader;
        this.closeMs = closeMs;
        this.making = making;
        this.ahead = new StepQueue(new Taking(), stages, stopRequested);
        this.position = reader.position();
        this.share = reader.share();
    }

    /** What the thread does that reads ahead. */
    private final class Taking implements StepQueue.Taking {
        @Override
        public Step step(boolean last) {
            return ReaderAhead.this.step(true, last);
        }

        @Override
        public void rest() {
            beginBatch();
        }

        @Override
        public void abandoned() {
            closeAbandoned();
        }
    }

    @Override
    public void allowAhead(long documents) {
        ahead.allow(documents);
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        Optional<Step> first = ahead.first(true);
        if (first.isPresent()) {
            return given(first.get(), ahead::pass);
        }
        Step step = step(false, true);
        return given(step, () -> ahead.givenByCaller(step instanceof Step.Document ? 1 : 0));
    }

    /** @param passing done once it is certain what the step came to */
    private Reading given(Step step, Runnable passing) throws IOException, MalformedDocumentException {
        if (!(step instanceof Step.Document document)) {
            passing.run();
            return instead(step);
        }
        FutureTask<Made> task = document.task();
        task.run();
        try {
            Made made = task.get();
            passing.run();
            position = document.after();
            boundary = document.boundary();
            share = document.share();
            making.give(made);
            return new Reading.Read(made.document());
        } catch (InterruptedException e) {
            throw Thrown.interrupted();
        } catch (ExecutionException e) {
            passing.run();
            if (e.getCause() instanceof MalformedDocumentException malformed) {
                position = document.after();
                boundary = document.boundary();
                share = document.share();
                throw malformed;
            }
            throw Thrown.again(e.getCause());
        }
    }

    private Reading instead(Step step) throws IOException {
        if (step instanceof Step.Failed failed) {
            throw Thrown.again(failed.failure());
        }
        Step.Instead instead = (Step.Instead) step;
        position = instead.after();
        boundary = Optional.of(new Step.Boundary.Told(false));
        return instead.reading();
    }

    /**
     * Takes one step of the reader; never throws.
     *
     * @param early whether to make what is read at once
     * @param last whether nothing may be read after it, not even to tell whether it completes a unit
     */
    private Step step(boolean early, boolean last) {
        try {
            confirm();
            RawReading raw;
            try {
                raw = reader.readRaw();
            } catch (MalformedDocumentException e) {
                raw = malformed(e);
            }
            if (raw instanceof RawReading.Raw document) {
                return document(document, early, last);
            }
            Reading reading = ((RawReading.Ready) raw).reading();
            return reading instanceof Reading.Read read
                    ? document(
                            new RawReading.Raw(read::document, read.document().memoryBytes()), early, last)
                    : new Step.Instead(reading, reader.position());
        } catch (IOException | RuntimeException | Error e) {
            return new Step.Failed(e);
        }
    }

    private static RawReading malformed(MalformedDocumentException e) {
        return new RawReading.Raw(
                () -> {
                    throw e;
                },
                (long) Character.BYTES * e.excerpt().length());
    }

    private Step document(RawReading.Raw document, boolean early, boolean last) {
        FutureTask<Made> task = early ? making.task(document.making()) : making.alone(document.making());
        if (early && document.bytes() < Making.LARGE_BYTES) {
            begin(task, document.bytes());
        }
        Optional<Step.Boundary> asked = last ? Optional.empty() : Optional.of(askForBoundary());
        return new Step.Document(task, reader.position(), asked, reader.share(), document.bytes());
    }

    private void begin(FutureTask<Made> task, long bytes) {
        batch.add(task);
        batchBytes += bytes;
        if (batch.size() == BATCH_DOCUMENTS || batchBytes >= BATCH_BYTES) {
            beginBatch();
        }
    }

    private void beginBatch() {
        if (!batch.isEmpty()) {
            making.begin(batch);
            batch = new ArrayList<>();
            batchBytes = 0;
        }
    }

    private Step.Boundary askForBoundary() {
        try {
            return new Step.Boundary.Told(reader.atBoundary());
        } catch (RuntimeException | Error e) {
            return new Step.Boundary.Failed(e);
        }
    }

    @Override
    public Optional<Reading> fetch() throws IOException {
        Optional<Step> first = ahead.first(false);
        if (first.isPresent()) {
            if (first.get() instanceof Step.Document) {
                return Optional.empty();
            }
            ahead.pass();
            return Optional.of(instead(first.get()));
        }
        confirm();
        Optional<Reading> instead = reader.fetch();
        position = reader.position();
        return instead;
    }

    @Override
    public long skip(long count) throws IOException {
        ahead.allow(0);
        long skipped = 0;
        while (skipped < count) {
            Optional<Step> first = ahead.first(false);
            if (first.isEmpty()) {
                confirm();
                skipped += reader.skip(count - skipped);
                position = reader.position();
                boundary = Optional.empty();
                return skipped;
            }
            ahead.pass();
            if (first.get() instanceof Step.Document document) {
                document.task().cancel(false);
                position = document.after();
                boundary = document.boundary();
                share = document.share();
                skipped++;
            } else if (instead(first.get()) instanceof Reading.End) {
                return skipped;
            }
        }
        return skipped;
    }

    @Override
    public Position position() {
        return position;
    }

    /** Where the reader was not asked ahead, it is asked now, as long as nothing was read after what was given last. */
    @Override
    public boolean atBoundary() {
        if (boundary.isEmpty()) {
            return ahead.isIdle() && reader.atBoundary();
        }
        if (boundary.get() instanceof Step.Boundary.Failed failed) {
            throw Thrown.unchecked(failed.failure());
        }
        return ((Step.Boundary.Told) boundary.get()).is();
    }

    @Override
    public OptionalDouble share() {
        return share;
    }

    @Override
    public void committed(Position durable) {
        committed.set(Optional.of(durable));
    }

    /** Tells the reader of the last commit, before it goes on. */
    private void confirm() throws IOException {
        Optional<Position> durable = committed.getAndSet(Optional.empty());
        if (durable.isPresent()) {
            reader.committed(durable.get());
        }
    }

    /** Where the thread that reads ahead does not end in time, it closes the reader once it does. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (ahead.close(closeMs, INTERRUPTED_MS_MAX)) {
            try {
                confirm();
            } finally {
                reader.close();
            }
        }
    }

    private void closeAbandoned() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
